"""The command line: `kentledge assess`, `read`, `extract`, `quantities`."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors a user can meet end in one line and exit code 2, never in a traceback."""
    from kentledge.errors import KentledgeError

    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know the characters of a quotation; a mark in their place beats a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        from kentledge.cli import (  # noqa: F401
            answers,
            copies,
            correct,
            diff,
            edit,
            ledger,
            model,
            question,
            search,
            speakers,
            statements,
        )
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


def _end(message: str, code: int) -> NoReturn:
    print(f"kentledge: {message}", file=sys.stderr)
    raise SystemExit(code) from None
