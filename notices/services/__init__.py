"""Writing what leaves the house."""
