"""Tests of what is kept of citizens and organisations."""
