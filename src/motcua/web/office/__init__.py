"""Pages of those who handle dossiers."""
