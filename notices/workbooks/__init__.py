"""What of notices is handed out as workbooks."""
