"""The arithmetic: pure functions, facts in, results out. Nothing here reads, writes or prints."""
