"""Settings and root addresses; the one place that reads the environment."""
