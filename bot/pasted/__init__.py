"""From a paste to spans, each explained or marked unknown, and remarks; nothing pasted is run, fetched or written."""
