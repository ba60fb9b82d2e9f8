"""WHO: units, windows, staff, postings, accounts and roles, and who may see what."""
