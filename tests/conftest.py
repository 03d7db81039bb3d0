"""The test over real and hostile files is collected where they lie beside the repository."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"

collect_ignore = [] if SHARED.is_dir() else ["test_corpus.py"]
