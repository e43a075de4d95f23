"""Workbooks: the cells of each sheet as it displays them, and the tables that they make."""
