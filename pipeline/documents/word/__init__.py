"""Word files, of 97-2003 and later, and rich text."""
