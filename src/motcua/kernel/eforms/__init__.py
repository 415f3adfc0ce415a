"""Electronic forms: one frozen JSON document says what is asked, and what an answer may be."""
