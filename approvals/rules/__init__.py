"""What a count says, who may take part, when a sign-off is decided. Plain Python: no database, no Django."""
