"""Judges a transcript: observes, proves, scores, debriefs. Usable without a browser and without a language model."""
