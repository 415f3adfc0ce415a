"""Money received; knows a reference and an amount, not a dossier."""
