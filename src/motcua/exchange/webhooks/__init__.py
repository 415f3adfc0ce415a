"""News for other systems: signed, in order, until it is taken."""
