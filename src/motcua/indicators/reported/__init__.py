"""What others have published of their dossiers, entered as it stands and checked."""
