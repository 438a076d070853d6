"""Standard normal numbers, one row of draws for each uncertain quantity: independent, correlated or quasi-random.

Every quantity has a stream of its own, made from the seed and its name. So scenarios are compared on the same draws,
and adding a quantity leaves the draws of the others as they were.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kentledge.model.distributions import Mixture, normal_of
from kentledge.model.errors import UnusableModel, missing
from kentledge.model.parts import Correlation, Input

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def normals(
    names: Sequence[str], draws: int, seed: int, *, quasi: bool, correlations: Sequence[Correlation] = ()
) -> dict[str, Floats]:
    """`draws` standard normal numbers for each name, correlated by a Gaussian copula where `correlations` says so.

    With `quasi` they are the points of a scrambled Sobol sequence. Raises UnusableModel where the correlations
    contradict each other.
    """
    import numpy as np

    if quasi:
        found = _sobol(names, draws, seed)
    else:
        found = {}
        for name in names:
            stream = np.random.SFC64(np.random.SeedSequence([seed, zlib.crc32(name.encode())]))
            found[name] = np.random.Generator(stream).standard_normal(draws)
    return _correlated(found, [c for c in correlations if c.first in found and c.second in found])


def _sobol(names: Sequence[str], draws: int, seed: int) -> dict[str, Floats]:
    try:
        from scipy.stats import qmc
    except ImportError:
        raise missing("scipy") from None
    import numpy as np

    if not names:
        return {}
    # The constructor's name for the generator differs between versions of scipy; its place does not matter by keyword.
    points = qmc.Sobol(len(names), scramble=True, seed=np.random.default_rng(seed)).random_base2(
        (draws - 1).bit_length()
    )
    return {name: normal_of(np.ascontiguousarray(points[:, i])) for i, name in enumerate(names)}


def _correlated(found: dict[str, Floats], correlations: Sequence[Correlation]) -> dict[str, Floats]:
    import numpy as np

    if not correlations:
        return found
    names = list(dict.fromkeys(n for c in correlations for n in (c.first, c.second)))
    matrix = _matrix(names, correlations)
    root = _root(matrix, names)
    stacked = root @ np.stack([found[n] for n in names])
    return found | dict(zip(names, stacked, strict=True))


def _matrix(names: Sequence[str], correlations: Sequence[Correlation]) -> Floats:
    import numpy as np

    matrix = np.eye(len(names))
    for c in correlations:
        i, j = names.index(c.first), names.index(c.second)
        matrix[i, j] = matrix[j, i] = c.rho
    return matrix


def _root(matrix: Floats, names: Sequence[str]) -> Floats:
    """A matrix whose square (with its transpose) is the correlation matrix; eigenvalues of zero are allowed."""
    import numpy as np

    values, vectors = np.linalg.eigh(matrix)
    if values[0] < -1e-9:
        raise UnusableModel(
            f"correlations: those among {', '.join(names)} contradict each other (their matrix is not positive "
            f"semi-definite: smallest eigenvalue {values[0]:.3g}); weaken one, or add those left out"
        )
    found: Floats = vectors * np.sqrt(np.clip(values, 0, None))
    return found


def check(correlations: Sequence[Correlation], inputs: Mapping[str, Input]) -> None:
    """Raises UnusableModel for correlations that cannot be: contradictory, of a point or of a mixture."""
    for c in correlations:
        for name in (c.first, c.second):
            distribution = inputs[name].distribution
            if distribution.certain:
                raise UnusableModel(f"correlations: {name} is a single value, which cannot be correlated")
            if isinstance(distribution, Mixture):
                raise UnusableModel(f"correlations: {name} is a mixture, which cannot be correlated")
    if correlations:
        names = list(dict.fromkeys(n for c in correlations for n in (c.first, c.second)))
        _root(_matrix(names, correlations), names)
