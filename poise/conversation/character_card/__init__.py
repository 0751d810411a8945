"""Character cards, V2 and V3: other programs' form of a persona, read from and written to JSON and PNG."""
