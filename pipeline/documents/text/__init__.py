"""Text files: the dialects in which tables are exported as text."""
