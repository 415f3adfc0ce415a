"""Helpers who teach people to do it themselves: programmes, rosters, session logs."""
