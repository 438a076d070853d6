"""Which articles are printings of one story, and which of their statements are one.

An article is compared by its body: what is left without headline, dateline, captions, credits and boilerplate. MinHash
signatures (Broder 1997) over sequences of four words, kept in the ledger place by place, find the articles that may be
copies; whether they are is decided by their words: most sequences of the shorter text stand in the longer one too. That
holds for a story that was cut, which resemblance (what MinHash estimates) would miss. A cluster is all that hangs
together by such links. Rows of these tables are derived: they may change, and can be made anew.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from kentledge.ledger import schema

_WORDS = 4  # words of a sequence
_PLACES = 24  # of a signature
_SHARE = 0.4  # of the shorter text's sequences must stand in the longer one
_REACH = (
    0.15  # of the longer text's sequences must stand in the shorter one: a digest of many stories is no copy of each
)
_FEWEST = 20  # sequences in common; under that, a stock phrase could be all
_SAME_PLACES = 2  # of two signatures, for a look at the words
_CANDIDATES = 50  # the likeliest of them are looked at
_SAME_WORDS = 0.8  # of two statements, in order, for one saying

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def sequences(body: str) -> frozenset[str]:
    """All sequences of four words of a text, in lower case, without punctuation."""
    found = _WORD.findall(body.lower())
    return frozenset(" ".join(found[n : n + _WORDS]) for n in range(len(found) - _WORDS + 1))


def signature(of: frozenset[str]) -> list[int]:
    """24 numbers of 31 bits, each with its place in it: two texts share about as many as their sequences overlap."""
    from rensa import RMinHash

    if not of:
        return []
    made = RMinHash(num_perm=_PLACES, seed=1)
    made.update(sorted(of))
    # The place is mixed into the value, so that one column is enough to look up.
    return [(value ^ (place * 0x9E3779B1)) & 0x7FFFFFFF for place, value in enumerate(made.digest())]


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text's sequences that stand in the other, 0 where they are no copies."""
    common = len(one & other)
    if common < _FEWEST or common < _REACH * max(len(one), len(other)):
        return 0.0
    share = common / min(len(one), len(other))
    return share if share >= _SHARE else 0.0


def method() -> str:
    """What the signatures depend on."""
    from rensa import RMinHash

    return f"R-MinHash {RMinHash.ALGORITHM_VERSION}, {_PLACES} places, {_WORDS} words"


@dataclass(frozen=True, slots=True)
class Printing:
    """One article of a cluster, as its latest reading has it."""

    article: str
    outlet: str | None
    published: str | None
    title: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that are printings of one story, oldest first; `cluster` is the id of the one stored first."""

    cluster: str
    printings: tuple[Printing, ...]


def add(connection: sqlite3.Connection, id_: str) -> None:
    """Compares an article that has just got a reading with all others. Called inside a transaction."""
    (article,) = connection.execute("SELECT key FROM articles WHERE id = ?", (id_,)).fetchone()
    if connection.execute("SELECT method FROM copy_method").fetchall() != [(method(),)]:
        for table in ("statement_copies", "copy_clusters", "copy_links", "copy_signatures", "copy_method"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO copy_method (method) VALUES (?)", (method(),))
    if connection.execute("SELECT 1 FROM copy_clusters WHERE article = ?", (article,)).fetchone() is None:
        _cluster(connection, article)
    _fold(connection, article)


def waiting(connection: sqlite3.Connection) -> list[str]:
    """Ids of the articles that have not been compared: those of an older ledger, or all after a change of method."""
    compared = "SELECT article FROM copy_clusters"
    if connection.execute("SELECT method FROM copy_method").fetchall() != [(method(),)]:
        compared = "NULL"
    rows = connection.execute(
        f"SELECT id FROM articles WHERE (key IN ({compared})) IS NOT 1"
        " AND EXISTS (SELECT 1 FROM readings WHERE article = articles.key) ORDER BY key"
    )
    return [id_ for (id_,) in rows]


def clusters(connection: sqlite3.Connection, limit: int) -> list[Cluster]:
    """Clusters of two articles or more, those with the newest printing first, at most `limit`."""
    with schema.moment(connection):  # another process may merge two of them meanwhile
        return _clusters(connection, limit)


def _clusters(connection: sqlite3.Connection, limit: int) -> list[Cluster]:
    rows = connection.execute(
        "SELECT c.cluster, max(r.published) AS newest FROM copy_clusters AS c JOIN latest_readings AS r"
        " ON r.article = c.article WHERE c.cluster IN (SELECT cluster FROM copy_clusters WHERE article <> cluster)"
        " GROUP BY c.cluster ORDER BY newest DESC, c.cluster DESC LIMIT ?",
        (limit,),
    ).fetchall()
    found = []
    for cluster, _ in rows:
        members = connection.execute(
            "SELECT a.key, a.id, r.outlet, r.published, r.title FROM copy_clusters AS c"
            " JOIN articles AS a ON a.key = c.article JOIN latest_readings AS r ON r.article = a.key"
            " WHERE c.cluster = ? ORDER BY r.published, a.key",
            (cluster,),
        ).fetchall()
        (first,) = (id_ for key, id_, *_ in members if key == cluster)
        printings = tuple(
            Printing(id_, outlet, published, title, _sources(connection, key))
            for key, id_, outlet, published, title in members
        )
        found.append(Cluster(first, printings))
    return found


def _sources(connection: sqlite3.Connection, article: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT source FROM article_sources WHERE article = ? ORDER BY first_seen, source", (article,)
    )
    return tuple(source for (source,) in rows)


def _cluster(connection: sqlite3.Connection, article: int) -> None:
    """Links the article to its copies, and makes all of them one cluster."""
    own = sequences(_body(connection, article))
    values = signature(own)
    hits: Counter[int] = Counter()
    for value in values:
        hits.update(
            key for (key,) in connection.execute("SELECT article FROM copy_signatures WHERE value = ?", (value,))
        )
    likeliest = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_CANDIDATES]
    clusters = {article}
    for other, places in likeliest:
        if places < _SAME_PLACES:
            break
        share = alike(own, sequences(_body(connection, other)))
        if share:
            connection.execute(
                "INSERT INTO copy_links (article, other, share) VALUES (?, ?, ?)", (article, other, share)
            )
            clusters.add(
                connection.execute("SELECT cluster FROM copy_clusters WHERE article = ?", (other,)).fetchone()[0]
            )
    connection.executemany(
        "INSERT OR IGNORE INTO copy_signatures (value, article) VALUES (?, ?)", ((value, article) for value in values)
    )
    first = min(clusters)
    connection.execute("INSERT INTO copy_clusters (article, cluster) VALUES (?, ?)", (article, first))
    for cluster in clusters - {first}:
        connection.execute("UPDATE copy_clusters SET cluster = ? WHERE cluster = ?", (first, cluster))


def _body(connection: sqlite3.Connection, article: int) -> str:
    """The text without what the latest reading took for headline, dateline, caption, credit and the like."""
    reading, text, *ends = connection.execute(
        "SELECT r.key, a.text, r.title_start, r.title_end, r.dateline_start, r.dateline_end FROM readings AS r"
        " JOIN articles AS a ON a.key = r.article WHERE r.article = ? ORDER BY r.key DESC LIMIT 1",
        (article,),
    ).fetchone()
    out = connection.execute('SELECT start, "end" FROM excluded WHERE reading = ?', (reading,)).fetchall()
    out += [(start, end) for start, end in (ends[:2], ends[2:]) if start is not None]
    kept, at = [], 0
    for start, end in sorted(out):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return "\n".join([*kept, text[at:]])


def _fold(connection: sqlite3.Connection, article: int) -> None:
    """Finds which statements of an article's latest reading its copies have as well.

    Only articles that it is linked to are looked at, so that a cluster may grow large.
    """
    _unfold(connection, article)
    linked = connection.execute(
        "SELECT other FROM copy_links WHERE article = ? UNION SELECT article FROM copy_links WHERE other = ?",
        (article, article),
    )
    beside = [said for (other,) in sorted(linked.fetchall()) for said in _sayings(connection, other)]
    if not beside:
        return
    taken: set[int] = set()
    for own in _sayings(connection, article):
        fellows = {
            s.said for s in beside if s.speaker == own.speaker and s.said not in taken and _same(s.words, own.words)
        }
        if fellows:  # said twice in one article is said twice: what one statement stands for, another does not
            first = min(fellows)
            taken |= fellows
            for other in fellows - {first}:
                connection.execute("UPDATE statement_copies SET said = ? WHERE said = ?", (first, other))
            connection.executemany(
                "INSERT INTO statement_copies (statement, said) VALUES (?, ?)"
                " ON CONFLICT (statement) DO UPDATE SET said = excluded.said",
                [*((fellow, first) for fellow in fellows), (own.key, first)],
            )
            beside = [replace(s, said=first) if s.said in fellows else s for s in beside]


def _unfold(connection: sqlite3.Connection, article: int) -> None:
    """Takes the statements of all readings of an article out; another one stands for what they stood for."""
    rows = connection.execute(
        "SELECT c.statement, c.said FROM readings AS r JOIN statements AS s ON s.reading = r.key"
        " JOIN statement_copies AS c ON c.statement = s.key WHERE r.article = ?",
        (article,),
    ).fetchall()
    for statement, said in rows:
        connection.execute("DELETE FROM statement_copies WHERE statement = ?", (statement,))
        count, first = connection.execute(
            "SELECT count(*), min(statement) FROM statement_copies WHERE said = ?", (said,)
        ).fetchone()
        if count == 1:
            connection.execute("DELETE FROM statement_copies WHERE said = ?", (said,))
        elif said == statement:
            connection.execute("UPDATE statement_copies SET said = ? WHERE said = ?", (first, said))


@dataclass(frozen=True, slots=True)
class _Said:
    key: int
    speaker: str
    words: list[str]
    said: int


def _sayings(connection: sqlite3.Connection, article: int) -> list[_Said]:
    rows = connection.execute(
        "SELECT s.key, coalesce(k.name, ''), coalesce(s.text, w.content, ''), coalesce(c.said, s.key)"
        " FROM statements AS s JOIN statement_words AS w ON w.statement = s.key"
        " LEFT JOIN speakers AS k ON k.key = s.speaker LEFT JOIN statement_copies AS c ON c.statement = s.key"
        " WHERE s.reading = (SELECT max(key) FROM readings WHERE article = ?) ORDER BY s.key",
        (article,),
    )
    return [_Said(key, name.casefold(), _WORD.findall(text.lower()), said) for key, name, text, said in rows]


def _same(one: list[str], other: list[str]) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _SAME_WORDS and matcher.ratio() >= _SAME_WORDS
