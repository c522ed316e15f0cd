"""Reading for reports: who stands where (`completion`), and one person in full (`person`)."""
