"""What was found, kept: sources, fetches, documents, items and their versions, searchable. Rows are only ever added."""
