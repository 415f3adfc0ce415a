"""Tests of the rules of electronic forms."""
