"""The demonstration province, made through the same services as real work."""
