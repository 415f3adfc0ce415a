"""Everything that writes in guidance."""
