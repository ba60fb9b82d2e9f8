"""Signing in: locks, sessions, passwords, the second step, being asked again."""
