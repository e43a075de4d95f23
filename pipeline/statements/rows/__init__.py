"""What the rows of a table mean: labels, codes, roles, and which row is part of which."""
