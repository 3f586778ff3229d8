"""Benchmarks, each against a named yardstick in the same run: `python -m bench`."""
