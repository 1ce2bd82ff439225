"""A day on a screen, as lines, as JSON and as rows."""
