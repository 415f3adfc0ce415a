"""Things that the public post carries for us; knows a reference and an amount, not a dossier."""
