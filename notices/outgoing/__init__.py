"""Papers other than the bulletin, a module a kind: what each says, and what follows from issuing it."""
