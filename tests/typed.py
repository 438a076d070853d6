"""Commands typed in this process, which is much quicker than starting one each time."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from kentledge.cli import main

Typed = Callable[..., str]


class Refused(Exception):
    """The command ended with exit code 2; the message is its one line."""


def typist(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """A function that runs the command with some arguments and returns what it prints.

    It raises Refused for exit code 2, once it is seen that one line was said and nothing printed.
    """

    def run(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["kentledge", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        if end.value.code == 2:
            assert out == ""
            assert err.count("\n") == 1
            assert err.startswith("kentledge: ")
            raise Refused(err.strip())
        assert not end.value.code, err
        return out

    return run
