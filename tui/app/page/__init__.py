"""Typesetting: an article's blocks into lines of so many cells. Pure, and lazy: only what is looked at is laid out."""
