"""Figures of days that are over: counted one way, kept for ever, counted again by anybody."""
