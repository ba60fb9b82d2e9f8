"""HOW IT IS KEPT: the change log, form keys, row versions, files handed in, spreadsheets in and out."""
