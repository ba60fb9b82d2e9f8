"""整改处理: opened, worked on, settled, escalated, withdrawn."""
