"""SQL that the ORM cannot say or says too slowly: rows, prepared statements, locks, upserts and the SQLite backend."""
