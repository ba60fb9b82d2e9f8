"""Writing what happened and what it is worth: verbs, told who and when."""
