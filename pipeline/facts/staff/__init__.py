"""Posts (编制) and members of staff (实有), from texts and tables."""
