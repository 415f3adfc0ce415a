"""A certification authority with its time stamps and its word on what was revoked."""
