"""A stand-in for a bank."""
