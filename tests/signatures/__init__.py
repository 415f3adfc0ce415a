"""Signing, and looking at what is signed."""
