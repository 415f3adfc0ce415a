"""Everything that changes clients of the API, and what they do."""
