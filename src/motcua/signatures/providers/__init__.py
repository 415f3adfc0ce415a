"""What holds keys: one port, several ways behind it."""
