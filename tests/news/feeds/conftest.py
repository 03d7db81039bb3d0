"""The tests over the shared corpus are collected where it lies beside the repository."""

import gzip
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "feeds"

collect_ignore = [] if CORPUS.is_dir() else ["test_corpus.py"]
FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def data_of(path: Path) -> bytes:
    """A file's bytes, as they were before the corpus packed them."""
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data
