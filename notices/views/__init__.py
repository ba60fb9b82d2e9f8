"""Pages of what leaves the house."""
