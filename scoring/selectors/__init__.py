"""Reading what happened and what it is worth."""
