"""Everything that changes initiatives, councils, adoptions and delegations."""
