"""Forms of scoring: check and convert what was typed."""
