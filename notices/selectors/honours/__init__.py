"""Reading 荣誉 (四（一）)."""
