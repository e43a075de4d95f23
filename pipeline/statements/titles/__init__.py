"""What a table is: titles, the words around a table, and what a table without a title can be."""
