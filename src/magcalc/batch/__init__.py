"""Files of doses: every row answered in its place, in any format, from ten lines to hundreds of millions.

``sources`` gives the rows of a file in pieces, ``answers`` answers them in plain Python, :mod:`magcalc.frame` at the
speed of an engine, ``sinks`` writes them, and ``run`` puts the three together. ``shelf`` reads the few rows of a file
of products that are to be compared.
"""
