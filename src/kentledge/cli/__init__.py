"""The command line: `kentledge assess`, `read`, `extract`, `quantities`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

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
    from kentledge.errors import KentledgeError

    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know the characters of a quotation; a mark in their place beats a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Lexicons and the reader are some two hundred thousand objects that stay. At Python's own threshold they are
    # searched for garbage again and again, and once more at the end: a fifth of the time that an article takes.
    gc.set_threshold(100_000, 20, 50)
    atexit.register(gc.freeze)
    try:
        _import_commands(sys.argv[1:])
        from kentledge.cli.commands import app

        code = app(standalone_mode=False)
    except KentledgeError as error:
        _end(str(error), 2)
    except KeyboardInterrupt:
        _end("interrupted", 130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        # A wrong option or argument, by Typer's or Click's own exception, whichever the installed Typer raises.
        if not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()  # type: ignore[attr-defined]
            raise SystemExit(2) from None
        _end(f"{' '.join(error.format_message().split())} (see kentledge --help)", 2)
    if code == 130:
        _end("interrupted", 130)
    raise SystemExit(code if isinstance(code, int) else 0)


def _import_commands(words: Sequence[str]) -> None:
    """Imports the one command that is asked for; all of them for `--help`, or where it is none that there is."""
    named = next((word for word in words if not word.startswith("-")), "")
    for module in MODULES.get(named) or dict.fromkeys(m for modules in MODULES.values() for m in modules):
        import_module(f"kentledge.cli.{module}")


def _end(message: str, code: int) -> NoReturn:
    print(f"kentledge: {message}", file=sys.stderr)
    raise SystemExit(code) from None
