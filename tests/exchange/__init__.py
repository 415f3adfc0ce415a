"""Tests of clients of the API."""
