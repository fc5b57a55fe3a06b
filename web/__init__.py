"""What comes in and goes out by HTTP: what was typed is read here once, and what is given out leaves here in one form."""
