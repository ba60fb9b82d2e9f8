"""The whole site in one file: written while it runs, checked to the last byte, put back."""
