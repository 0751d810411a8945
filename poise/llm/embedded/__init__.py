"""The embedded language model: a file fetched once and a llama.cpp server that runs it on loopback."""
