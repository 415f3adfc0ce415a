"""What the product does by itself, day by day; each job may run twice and after a standstill."""
