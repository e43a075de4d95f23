"""Sheets of keys and values, the grids in them, and performance indicators."""
