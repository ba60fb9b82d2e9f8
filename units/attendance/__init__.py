"""How the hall's sign-in file is read: what its columns mean, what stands in its cells, which sign is which.

Nothing here asks the database; the services put it together.
"""
