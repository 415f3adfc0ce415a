"""Everything that changes the hall."""
