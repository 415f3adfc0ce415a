"""Everything that writes about satisfaction."""
