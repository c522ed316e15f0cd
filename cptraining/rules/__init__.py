"""What training means, in plain Python: no Flask, no database, no clock."""
