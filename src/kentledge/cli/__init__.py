"""The command line: `kentledge assess`, `read`, `extract`, `quantities`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors a user can meet end in one line and exit code 2, never in a traceback."""
    from kentledge.errors import KentledgeError

    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know the characters of a quotation; a mark in their place beats a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        from kentledge.cli.commands import app

        app(standalone_mode=True)
    except KentledgeError as error:
        print(f"kentledge: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        print("kentledge: interrupted", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to say, and nobody to say it to.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
