"""The whole story of one file, told act by act with the demo people: what `manage.py walk_through` does."""
