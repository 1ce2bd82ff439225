"""The arithmetic of an answer step by step, so that it can be checked by hand."""
