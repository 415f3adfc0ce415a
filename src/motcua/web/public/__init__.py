"""Pages for everybody: the first page, the catalogue, following a dossier."""
