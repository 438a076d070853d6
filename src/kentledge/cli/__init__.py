"""The command line, `kentledge`: one module a group of commands, imported only when one of them is asked for."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

__all__ = ["main"]

MODULES: dict[str, tuple[str, ...]] = {
    "assess": ("commands",),
    "show": ("commands",),
    "read": ("commands",),
    "extract": ("commands",),
    "quantities": ("commands",),
    "evaluate": ("commands",),
    "question": ("question", "answers"),
    "brief": ("brief",),
    "statements": ("statements",),
    "articles": ("statements",),
    "copies": ("copies",),
    "checks": ("checks",),
    "diff": ("diff",),
    "edit": ("edit", "correct"),
    "ledger": ("ledger",),
    "model": ("model",),
    "search": ("search",),
    "speakers": ("speakers",),
}
"""The modules in which each command stands, in the order in which `--help` lists them."""


def main() -> None:
    """Run the command line; errors a user can meet end in one line and exit code 2, never in a traceback."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know the characters of a quotation; a mark in their place beats a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Lexicons and the reader are some two hundred thousand objects that stay. At Python's own threshold they are
    # searched for garbage again and again, and once more at the end: a fifth of the time that an article takes.
    gc.set_threshold(100_000, 20, 50)
    atexit.register(gc.freeze)
    try:
        code = _code()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to say, and nobody to say it to.
        _give_up(sys.stdout)
        code = 1
    except OSError as error:
        if error.filename is not None or not _stuck(sys.stdout):
            raise
        _give_up(sys.stdout)
        code = _told(f"standard output cannot be written: {error.strerror or error}", 2)
    raise SystemExit(code)


def _code() -> int:
    """The exit code of the command that is asked for, once it has run."""
    from kentledge.errors import KentledgeError

    try:
        _import_commands(sys.argv[1:])
        from kentledge.cli.commands import app

        code = app(standalone_mode=False)
    except KentledgeError as error:
        return _told(str(error), 2)
    except KeyboardInterrupt:
        return _told("interrupted", 130)
    except Exception as error:
        # A wrong option or argument, by Typer's or Click's own exception, whichever the installed Typer raises.
        if not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()  # type: ignore[attr-defined]
            return 2
        return _told(f"{' '.join(error.format_message().split())} (see kentledge --help)", 2)
    if code == 130:
        return _told("interrupted", 130)
    return code if isinstance(code, int) else 0


def _import_commands(words: Sequence[str]) -> None:
    """Imports the one command that is asked for; all of them for `--help`, or where it is none that there is."""
    named = next((word for word in words if not word.startswith("-")), "")
    for module in MODULES.get(named) or dict.fromkeys(m for modules in MODULES.values() for m in modules):
        import_module(f"kentledge.cli.{module}")


def _told(message: str, code: int) -> int:
    """Prints the one line that an error ends in, and gives back the exit code."""
    from kentledge.harmless import harmless_line

    try:
        print(f"kentledge: {harmless_line(message)}", file=sys.stderr, flush=True)
    except OSError:
        _give_up(sys.stderr)  # nobody can be told
    return code


def _stuck(stream: TextIO) -> bool:
    """Whether what is printed cannot get out: a full disk, a device that takes nothing."""
    try:
        if getattr(stream, "write_through", False):
            stream.write("\n")  # nothing is buffered, so nothing is left to try again
        stream.flush()
    except OSError:
        return True
    return False


def _give_up(stream: TextIO) -> None:
    """Lets what was printed go nowhere, so that Python does not fail with it once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
