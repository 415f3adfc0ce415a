"""Configuration as files: written, packed, read again, compared, taken over."""
