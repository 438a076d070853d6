"""Formulas as trees of our own: numbers, names, amounts with a unit, calls from a fixed list.

A formula is read by Python's parser and then rebuilt node by node from what is known here; nothing else gets through,
and nothing is ever compiled or executed as Python. Length, size and depth are bounded.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from kentledge.model.errors import BadFormula

LONGEST = 2_000
MOST_NODES = 400
DEEPEST = 40

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}", re.ASCII)

FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (1, 20),
    "max": (1, 20),
    "abs": (1, 1),
    "exp": (1, 1),
    "log": (1, 1),
    "sqrt": (1, 1),
    "clip": (3, 3),
    "where": (3, 3),
}
"""Functions of formulas, with the least and the most arguments."""

WHILE_RUNNING = {"lag": (2, 3), "since": (1, 1)}
"""Functions of a stock, flow or event by name, for formulas that hold at each step of time."""

AFTERWARDS = {
    "final": (1, 1),
    "first": (1, 1),
    "at": (2, 2),
    "total": (1, 3),
    "mean": (1, 3),
    "highest": (1, 1),
    "lowest": (1, 1),
}
"""Functions of a whole stock or flow by name, for outcomes and criteria of models over time."""

CLOCK = frozenset({"elapsed", "step"})
"""Names that formulas over time may use: the time since the start, and the length of a step."""

RESERVED = CLOCK | {"evidence", "assumption"}

_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
TRUTHS = frozenset({*_COMPARE.values(), "and", "or", "not"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number without a unit."""

    value: float


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, written as text in the formula: "2e9 USD/year"."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity, stock, flow, event or outcome."""

    id: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator or a function with its arguments; "neg" is the minus sign before a value."""

    op: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A function of a whole stock or flow over time, or of its past: `final(reserves)`, `lag(trade, "6 month")`."""

    op: str
    name: str
    args: tuple[Node, ...]


Node = Number | Amount | Name | Apply | Series


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, as written and as read. `where` says where in the file it stands."""

    where: str
    text: str
    root: Node

    @property
    def names(self) -> frozenset[str]:
        """Every name that the value depends on at the same moment, not through `lag` or a function of whole series."""
        return frozenset(n.id for n in walk(self.root) if isinstance(n, Name))

    @property
    def series(self) -> tuple[Series, ...]:
        """Every function of a whole stock or flow, in the order written."""
        return tuple(n for n in walk(self.root) if isinstance(n, Series))

    @property
    def truth(self) -> bool:
        """Whether the formula says yes or no rather than how much."""
        return isinstance(self.root, Apply) and self.root.op in TRUTHS


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes below it."""
    yield node
    if isinstance(node, Apply | Series):
        for arg in node.args:
            yield from walk(arg)


def parsed(text: object, where: str) -> Formula:
    """The formula that `text` writes. Raises BadFormula, which names `where`, for anything outside the language."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise BadFormula(f"{where}: a formula must be text or a number")
    text = str(text).strip()
    shown = text if len(text) <= 60 else text[:57] + "..."
    shown = " ".join("".join(c if c.isprintable() else " " for c in shown).split())
    if len(text) > LONGEST:
        raise BadFormula(f"{where}: a formula of {len(text):,} characters; the most is {LONGEST:,}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(" ".join(text.split()), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise BadFormula(f"{where}: “{shown}” cannot be read as a formula") from None
    return Formula(where, text, _Reader(where, shown).node(tree.body, 0))


class _Reader:
    def __init__(self, where: str, shown: str) -> None:
        self._told = f"{where}: “{shown}”"
        self._nodes = 0

    def node(self, tree: ast.expr, depth: int) -> Node:
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise BadFormula(
                f"{self._told} is too deep or too long ({DEEPEST} levels and {MOST_NODES} parts are the most)"
            )
        deeper = depth + 1
        match tree:
            case ast.Constant(value=value):
                return self._constant(value)
            case ast.Name(id=name):
                if not NAME.fullmatch(name):
                    raise BadFormula(f"{self._told}: {name!a} is not the name of a quantity")
                return Name(name)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return Apply(_BINARY[type(op)], (self.node(left, deeper), self.node(right, deeper)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Apply("neg", (self.node(operand, deeper),))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.node(operand, deeper)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Apply("not", (self.node(operand, deeper),))
            case ast.BoolOp(op=op, values=values):
                return Apply("and" if isinstance(op, ast.And) else "or", tuple(self.node(v, deeper) for v in values))
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _COMPARE for op in ops):
                sides = [self.node(side, deeper) for side in (left, *others)]
                pairs = tuple(Apply(_COMPARE[type(op)], (sides[i], sides[i + 1])) for i, op in enumerate(ops))
                return pairs[0] if len(pairs) == 1 else Apply("and", pairs)
            case ast.IfExp(test=test, body=body, orelse=other):
                return Apply("where", (self.node(test, deeper), self.node(body, deeper), self.node(other, deeper)))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args, deeper)
        raise BadFormula(f"{self._told}: {_called(tree)} is not allowed in a formula")

    def _constant(self, value: object) -> Node:
        if isinstance(value, str):
            return Amount(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BadFormula(f"{self._told}: {str(value)[:20]!a} is not a number")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise BadFormula(f"{self._told}: a number in it is too large")
        return Number(number)

    def _call(self, name: str, args: list[ast.expr], depth: int) -> Node:
        known = FUNCTIONS | WHILE_RUNNING | AFTERWARDS
        if name not in known:
            raise BadFormula(f"{self._told}: there is no function {name[:40]!a}; there are {', '.join(sorted(known))}")
        least, most = known[name]
        if not least <= len(args) <= most:
            wanted = f"{least}" if least == most else f"{least} to {most}"
            raise BadFormula(f"{self._told}: {name} takes {wanted} arguments, not {len(args)}")
        if name in FUNCTIONS:
            return Apply(name, tuple(self.node(a, depth) for a in args))
        if not isinstance(args[0], ast.Name):
            raise BadFormula(f"{self._told}: {name} takes the name of a stock, flow or event")
        return Series(name, args[0].id, tuple(self.node(a, depth) for a in args[1:]))


def _called(tree: ast.expr) -> str:
    names = {
        ast.Attribute: "a dot after a name",
        ast.Subscript: "an index in brackets",
        ast.Lambda: "a function of one's own",
        ast.Call: "a call of that kind",
        ast.NamedExpr: "an assignment",
        ast.BinOp: "that operator",
        ast.Compare: "that comparison",
    }
    return names.get(type(tree), type(tree).__name__)
