"""Makes a machine ready for the site: system packages, virtual environment, fonts. Standard library only."""
