"""Pages of reform officers and of councils."""
