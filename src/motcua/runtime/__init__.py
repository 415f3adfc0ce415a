"""What keeps the product running: its own PostgreSQL, the web server, the worker."""
