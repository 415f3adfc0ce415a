"""The room of those who guide: pages that fit a telephone held in one hand."""
