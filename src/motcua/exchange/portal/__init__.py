"""The national portal: what is told to it, and what is heard from it."""
