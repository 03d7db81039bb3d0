"""The tests over the shared corpus are collected where it lies beside the repository."""

from pathlib import Path

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "feeds"

collect_ignore = [] if CORPUS.is_dir() else ["test_corpus.py"]
