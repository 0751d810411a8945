"""The components: each file owns a widget and its state."""
