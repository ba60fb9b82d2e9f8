"""Checking what is typed about papers."""
