"""Signing in: the lock-out, how long a session lasts, the second step, being asked for the password again."""
