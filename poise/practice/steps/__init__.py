"""The three steps after the end: the case note, the follow-up message and the reflection."""
