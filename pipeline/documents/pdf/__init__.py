"""PDF files: what each page draws, to the pages that are printed."""
