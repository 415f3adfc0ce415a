"""Facts, reports and what is made of them."""
