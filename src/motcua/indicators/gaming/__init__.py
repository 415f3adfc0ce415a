"""Signs that a figure may have been helped along: something to look at, never a verdict."""
