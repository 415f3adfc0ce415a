"""Figures that can be proven: a fact for each dossier, and reports that read facts alone."""
