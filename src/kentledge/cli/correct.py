"""`kentledge edit correct` and `kentledge edit add`: the edits that say what should stand there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from kentledge.cli.desk import By, LedgerFile, Note, analyst, article_named, opened
from kentledge.cli.edit import Article, Phrase, edit, log_edits, record_meant
from kentledge.clock import now

if TYPE_CHECKING:
    from kentledge.edits import Edit, Record
    from kentledge.records import Estimative, Reading, SpeakerKind, StatementKind

Words = Annotated[
    list[str] | None, typer.Option(help="Words of the article, or offsets as 120-180; may be given again.")
]
As = Annotated[str | None, typer.Option("--as", help="The term of the scale that the phrase is to be read as.")]
ScaleName = Annotated[str, typer.Option(help="The scale of that term.")]
Low = Annotated[float | None, typer.Option(help="Lower bound: of the probability (0 to 1), or of the quantity.")]
Best = Annotated[float | None, typer.Option(help="Best estimate of the probability. Default: halfway.")]
High = Annotated[float | None, typer.Option(help="Upper bound.")]


@edit.command()
def correct(
    article: Article,
    record: Annotated[str, typer.Argument(help="The record, by the id that `edit show` lists.")],
    speaker: Annotated[str | None, typer.Option(help="Who said it, by name.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Nobody named said it.")] = False,
    content: Words = None,
    source: Words = None,
    cue: Words = None,
    venue: Annotated[str | None, typer.Option(help="Where it was said.")] = None,
    phrase: Phrase = None,
    as_: As = None,
    scale: ScaleName = "phia",
    low: Low = None,
    best: Best = None,
    high: High = None,
    unit: Annotated[str | None, typer.Option(help="Unit of the quantity.")] = None,
    span: Annotated[str | None, typer.Option(help="The words of the quantity or of the phrase.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the speaker.")] = None,
    role: Annotated[str | None, typer.Option(help="Role of the speaker.")] = None,
    affiliation: Annotated[str | None, typer.Option(help="Affiliation of the speaker.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="direct, indirect, mixed; or person, organisation, government, group, document, unknown."),
    ] = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Correct a record: who said it, its words, the phrase and its probability, the value of a quantity.

    Several corrections at once are several edits.

    Examples:
    kentledge edit correct a73c18 st3 --speaker "Mirelle Anstad"
    kentledge edit correct a73c18 st2 --phrase unlikely --as "highly unlikely"
    kentledge edit correct a73c18 q6 --low 3e8 --high 6e8 --unit USD
    """
    from kentledge import edits
    from kentledge.edits.named import words_at
    from kentledge.records import Estimative, Quantity, Speaker, Statement

    with opened(ledger) as book:
        reading = edits.edited(book, article_named(book, article)).reading
        found = record_meant(reading, record, phrase)
        wanted: list[tuple[str, Record]] = []
        inside = found if isinstance(found, Statement) else None
        where = tuple(tuple(words_at(reading, w, inside) for w in words or ()) for words in (content, source, cue))
        given: dict[str, object] = {
            "--speaker": speaker, "--nobody": nobody or None, "--content": content, "--source": source, "--cue": cue,
            "--venue": venue, "--as": as_, "--low": low, "--best": best, "--high": high, "--unit": unit, "--span": span,
            "--name": name, "--role": role, "--affiliation": affiliation, "--kind": kind,
        }  # fmt: skip
        if isinstance(found, Statement):
            _only(given, "a statement", "--speaker --nobody --content --source --cue --venue --kind")
            if speaker is not None or nobody:
                wanted.append(("speaker", replace(found, speaker=None if nobody else speaker)))
            spans = (
                ("content", replace(found, content=where[0])),
                ("source", replace(found, source=where[1])),
                ("cue", replace(found, cue=where[2])),
            )
            wanted += [spans[n] for n in range(3) if where[n]]
            if venue is not None:
                wanted.append(("venue", replace(found, venue=venue or None)))
            if kind is not None:
                wanted.append(("kind", replace(found, kind=_statement_kind(kind))))
        elif isinstance(found, Estimative):
            _only(given, "a phrase", "--as --low --best --high --span")
            if span is not None:
                wanted.append(("span", replace(found, span=words_at(reading, span))))
            if as_ is not None or low is not None or high is not None:
                wanted.append(("phrase", _valued(found, as_, scale, low, best, high)))
        elif isinstance(found, Quantity):
            _only(given, "a quantity", "--low --high --unit --span")
            if span is not None:
                wanted.append(("span", replace(found, span=words_at(reading, span))))
            if low is not None or high is not None or unit is not None:
                keep = low is None and high is None
                bounds = (found.low, found.high) if keep else (low, high)
                wanted.append(("value", replace(found, low=bounds[0], high=bounds[1], unit=unit or found.unit)))
        elif isinstance(found, Speaker):
            _only(given, "a speaker", "--name --role --affiliation --kind")
            if name is not None:
                wanted.append(("name", replace(found, name=name)))
            if role is not None:
                wanted.append(("role", replace(found, role=role or None)))
            if affiliation is not None:
                wanted.append(("affiliation", replace(found, affiliation=affiliation or None)))
            if kind is not None:
                wanted.append(("kind", replace(found, kind=_speaker_kind(kind))))
        if not wanted:
            raise edits.UnusableEdit(
                "say what is to be corrected, as --speaker NAME; see kentledge edit correct --help"
            )
        who, at = analyst(by), now()
        made: list[Edit] = []
        for field, want in wanted:
            # Each correction is made on what the earlier ones leave, as the log will have it.
            one = edits.correct(reading, _again(reading, found, made), field, want, by=who, at=at, note=note)
            made.append(one)
            reading = edits.apply(reading, [one]).reading
        log_edits(book, made)


@edit.command()
def add(
    article: Article,
    speaker: Annotated[str | None, typer.Option(help="Who said it, by name; leave out where nobody is named.")] = None,
    content: Words = None,
    source: Words = None,
    cue: Words = None,
    kind: Annotated[str, typer.Option(help="direct, indirect or mixed.")] = "indirect",
    phrase: Annotated[str | None, typer.Option(help="An estimative phrase, by its words, in a statement.")] = None,
    as_: As = None,
    scale: ScaleName = "phia",
    quantity: Annotated[str | None, typer.Option(help="A quantity, by its words.")] = None,
    low: Low = None,
    best: Best = None,
    high: High = None,
    unit: Annotated[str | None, typer.Option(help="Unit of the quantity.")] = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Add what was overlooked: a statement (--content), an estimative phrase (--phrase) or a quantity (--quantity).

    Examples:
    kentledge edit add a73c18 --speaker "Ida Marrow" --cue warned --content "that the quay may close"
    kentledge edit add a73c18 --phrase "in all likelihood" --as "highly likely"
    kentledge edit add a73c18 --quantity "two in five berths" --low 0.4 --high 0.4 --unit 1
    """
    from kentledge import edits
    from kentledge.edits.named import words_at
    from kentledge.records import Estimative, Quantity, Statement

    if sum(x is not None for x in (content, phrase, quantity)) != 1:
        raise edits.UnusableEdit("name one thing to add: --content, --phrase or --quantity")
    with opened(ledger) as book:
        reading = edits.edited(book, article_named(book, article)).reading
        record: Record
        if content is not None:
            s, c, w = (tuple(words_at(reading, w) for w in words or ()) for words in (source, cue, content))
            record = Statement("", speaker, _statement_kind(kind), "", source=s, cue=c, content=w)
        elif phrase is not None:
            at = words_at(reading, phrase)
            record = _valued(
                Estimative(at, reading.article.at(at).casefold(), False, "", 0, 0, 0), as_, scale, low, best, high
            )
        else:
            at = words_at(reading, str(quantity))
            if unit is None or (low is None and high is None):
                raise edits.UnusableEdit("a quantity needs --unit (1 for a share) and --low, --high or both")
            record = Quantity("", None, at, "", low, high, unit)
        made = edits.add(reading, record, by=analyst(by), at=now(), note=note)
        trial = edits.apply(reading, [made])
        if trial.unfitted:
            raise edits.UnusableEdit(f"that cannot be added: {trial.unfitted[0].why}")
        if trial.reading == reading:
            raise edits.UnusableEdit(f"that is read already, as {', '.join(trial.fitted[0].on)}")
        log_edits(book, [made])


def _again(reading: Reading, found: Record, made: list[Edit]) -> Record:
    """The record after the corrections already made of it in this command."""
    from kentledge.records import Estimative

    if isinstance(found, Estimative):
        last = made[-1].wanted if made else found
        assert isinstance(last, Estimative)
        return last
    return record_meant(reading, found.id, None)


def _valued(
    phrase: Estimative, as_: str | None, scale: str, low: float | None, best: float | None, high: float | None
) -> Estimative:
    """The phrase with a probability from a scale's term, or of the analyst's own."""
    from kentledge.edits import OWN_SCALE, UnusableEdit
    from kentledge.judge import scale as known_scale

    if as_ is not None:
        known = known_scale(scale)
        terms = known.terms
        if as_.casefold() not in terms:
            raise UnusableEdit(f"“{as_}” is no term of {scale}; its terms: {', '.join(terms)}")
        term = as_.casefold()
        a, b, c = terms[term]
        return replace(phrase, phrase=term, negated=False, scale=known.name, low=a, best=b, high=c, read_as=None)
    if low is None or high is None:
        raise UnusableEdit("a probability needs --as TERM, or --low and --high of your own")
    middle = (low + high) / 2 if best is None else best
    return replace(phrase, negated=False, scale=OWN_SCALE, low=low, best=middle, high=high, read_as=None)


def _only(given: dict[str, object], what: str, allowed: str) -> None:
    from kentledge.edits import UnusableEdit

    wrong = [option for option, value in given.items() if value is not None and option not in allowed.split()]
    if wrong:
        raise UnusableEdit(f"{what} has no {wrong[0]}; of it you can correct {', '.join(allowed.split())}")


def _statement_kind(kind: str) -> StatementKind:
    from kentledge.edits import UnusableEdit
    from kentledge.records import StatementKind

    if kind not in get_args(StatementKind):
        raise UnusableEdit(f"a statement is {', '.join(get_args(StatementKind))}, not {kind}")
    return cast("StatementKind", kind)


def _speaker_kind(kind: str) -> SpeakerKind:
    from kentledge.edits import UnusableEdit
    from kentledge.records import SpeakerKind

    if kind not in get_args(SpeakerKind):
        raise UnusableEdit(f"a speaker is {', '.join(get_args(SpeakerKind))}, not {kind}")
    return cast("SpeakerKind", kind)
