"""Background entry points: what the worker does when it is told to, or by the clock."""
