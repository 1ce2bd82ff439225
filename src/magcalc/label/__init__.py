"""Reading labels: from a text to claims, from claims to a reading, from a reading to findings."""
