"""The yearly index of a province for its departments and communes (PAR index)."""
