"""Reading what leaves the house."""
