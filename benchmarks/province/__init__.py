"""S3, a province's month on PostgreSQL: 3,000 units, 60,000 staff, 1.2 million events (docs/省级规模.md)."""
