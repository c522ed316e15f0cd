"""How fast it is: figures beside what a minimal application needs on the same machine."""
