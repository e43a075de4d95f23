"""Pictures of pages and of tables, recognised, to the pages that are printed."""
