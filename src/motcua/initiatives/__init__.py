"""Initiatives and reform models: registry, councils, replication, study delegations."""
