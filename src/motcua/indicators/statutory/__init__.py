"""Statutory reports as templates: what a report counts is data, one engine counts all of them."""
