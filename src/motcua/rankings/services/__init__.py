"""What is done in a ranking, each act in one transaction."""
