"""What the command line shows: questions to the published database and their answers as text."""
