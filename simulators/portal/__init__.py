"""The national portal of public services: what provinces tell it, and what it has for them."""
