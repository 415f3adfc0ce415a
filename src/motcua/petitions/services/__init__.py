"""Everything that changes petitions."""
