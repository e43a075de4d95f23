"""What tables mean: the vocabulary of the field as data, and the resolver of titles, units, headers and rows."""
