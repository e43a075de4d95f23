"""A printed page, characters and rulings, to paragraphs and tables in reading order; PDF and scans both come here."""
