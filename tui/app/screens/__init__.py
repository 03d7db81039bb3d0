"""Screens: they put widgets together, ask the cache, and act."""
