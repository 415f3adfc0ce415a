"""Digital signatures: who signs with which key, signing PDF files, looking at signed ones."""
