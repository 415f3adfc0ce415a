"""Queue tickets and appointments at a desk."""
