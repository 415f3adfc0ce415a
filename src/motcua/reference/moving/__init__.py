"""Moving in: the open dossiers of an old system, read from a table that an office fills in."""
