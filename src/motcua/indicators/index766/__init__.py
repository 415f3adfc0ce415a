"""Index 766: what is counted, how it is scored, who is in time. Pure."""
