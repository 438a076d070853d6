"""The types of fixtures that run the command and read words."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from kentledge.judge import Words

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
Read = Callable[[str], Words]
