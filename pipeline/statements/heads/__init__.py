"""What the columns of a table mean: header paths, codes, funds, components, units, axes."""
