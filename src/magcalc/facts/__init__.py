"""The tables of facts: ``data/*.toml`` as frozen models, each number with its source.

Nothing outside this package reads our own data, and nothing in it calculates.
"""
