"""Pages in the reader's language: Vietnamese is what is said and kept, English rides along."""
