"""Runs the real command in a real process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests_cli import Run


@pytest.fixture
def kentledge(tmp_path: Path) -> Run:
    def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kentledge", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, check=False, timeout=120)

    return run
