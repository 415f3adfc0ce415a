"""Tests of pages and of what they are made of."""
