"""The outbox: what is to be said, to whom, and whether it was delivered."""
