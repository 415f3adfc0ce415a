"""Tests of electronic forms."""
