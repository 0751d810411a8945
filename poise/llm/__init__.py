"""The one door to language models: bindings, chat models, the embedded model, tokens."""
