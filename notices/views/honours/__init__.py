"""Pages of 荣誉 (四（一）)."""
