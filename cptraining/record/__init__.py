"""The append-only record of what happened: facts are added, never changed."""
