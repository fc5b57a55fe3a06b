"""Change a draft: write decided values into it, apply accepted repairs, write it back as text."""
