"""The audit: the change log as a chain that its own database cannot forge."""
