"""The pages of those who answer for the work of others, under /can-bo/don-vi/."""
