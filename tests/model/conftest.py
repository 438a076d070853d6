"""Models written by tests: real files on disk, through the real loader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kentledge.model import Model, load


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Model]:
    """Writes a model file and loads it."""

    def write(text: str) -> Model:
        path = tmp_path / "model.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return write
