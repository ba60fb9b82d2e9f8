"""What the site writes to its log: a JSON line an entry, nobody's words in it."""
