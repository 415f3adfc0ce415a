"""Sign-in, lock-out and sessions; the one account table."""
