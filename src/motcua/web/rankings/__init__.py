"""Pages of yearly rankings: units that score, appraisers, whoever runs it, and everybody."""
