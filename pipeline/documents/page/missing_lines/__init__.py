"""Ruled tables of which lines are missing, or whose cells a page break left open."""
