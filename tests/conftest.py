"""For every test: nothing is written where the person who runs them keeps things.

The test over real and hostile files is collected where they lie beside the repository.
"""

from pathlib import Path

import pytest
from hypothesis import settings

# The same cases every time, on a machine of any speed.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile("fixed")

SHARED = Path(__file__).resolve().parents[2] / "shared"

collect_ignore = [] if SHARED.is_dir() else ["test_corpus.py"]


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log and the reports go below a temporary folder, which this is; what is copied does not go to one's tmux."""
    folder = tmp_path_factory.getbasetemp() / "state"
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder
