"""From understood tables and texts to the rows of the fact tables: one module per table."""
