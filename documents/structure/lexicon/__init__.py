"""Hold what is known beforehand, as data: words of documents, labels, bodies, occasions, letters. Imports no other room."""
