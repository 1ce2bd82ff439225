"""Results as screens, plain text, JSON, NDJSON and CSV, through the one gate to a stream."""
