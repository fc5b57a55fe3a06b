"""Compare drafts: two rounds of one document (`diff`), or two documents of different bodies (`compare`)."""
