"""The lines that customers say with the bound model: played, kept with what they were made of, counted, read."""
