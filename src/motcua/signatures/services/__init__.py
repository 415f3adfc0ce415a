"""Everything that writes about signatures."""
