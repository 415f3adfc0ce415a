"""A citizen's own room: signing in, own dossiers, what is known of them."""
