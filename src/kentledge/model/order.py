"""What must be worked out before what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from kentledge.model.errors import BadFormula


def ordered(needs: Mapping[str, Iterable[str]], where: str) -> tuple[str, ...]:
    """The names so that each comes after those it needs. Raises BadFormula, naming the cycle, where none can."""
    known = {name: sorted(n for n in wanted if n in needs) for name, wanted in needs.items()}
    try:
        return tuple(TopologicalSorter(known).static_order())
    except CycleError as error:
        # graphlib lists a cycle from what is needed to what needs it.
        cycle = " → ".join(reversed(error.args[1]))
        raise BadFormula(f"{where}: a cycle, each needs the next: {cycle}") from None
