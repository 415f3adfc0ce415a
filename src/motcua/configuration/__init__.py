"""Configuration as a whole: who changed what, what is switched off, all of it as files."""
