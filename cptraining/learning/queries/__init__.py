"""Reading what people learn: one's own, and that of the people one trains."""
