"""Tests of what keeps the product running."""
