"""Feedback and petitions; complaints and denunciations routed on."""
