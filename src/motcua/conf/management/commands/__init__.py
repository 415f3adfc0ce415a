"""The commands themselves, each called as its module."""
