"""WHAT HAPPENED AND WHAT IT IS WORTH: rule editions, findings, events, months."""
