"""A dose on a screen, as lines, as JSON and as a row."""
