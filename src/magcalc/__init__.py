"""How much magnesium is in a magnesium supplement, is it too much, and how to take it."""
