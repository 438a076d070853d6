"""Articles with their attributions marked in the text, from which the reader learns."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import marked

TRAINING = Path(__file__).parents[2] / "training"
INVENTED = TRAINING / "invented"


def written(folder: Path, text: str) -> Path:
    path = folder / "own.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_spans_of_the_text(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "## two articles\nRain fell.\n<c2>In</c2> <s2>her</s2> <c2>view</c2>, <t2>it will stop</t2>; <s1>he</s1> "
        "<c1>doubts</c1> <t1>it</t1>.\n## the other\nNobody spoke.\n",
    )
    (name, text, attributions), (_, other, none) = marked(path)
    assert (name, text) == ("own: two articles", "Rain fell.\n\nIn her view, it will stop; he doubts it.")
    said = [{role: [text[s:e] for s, e in spans] for role, spans in a.items()} for a in attributions]
    assert said == [
        {"source": ["he"], "cue": ["doubts"], "content": ["it"]},
        {"source": ["her"], "cue": ["In", "view"], "content": ["it will stop"]},
    ]
    assert (other, none) == ("Nobody spoke.", [])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("<s1>Ada</s1> <c1>said <t1>so</t1>.", "cue 1 is left open"),
        ("<s1>Ada</s1> said</c1> <t1>so</t1>.", "</c1> closes nothing"),
        ("<s1>Ada <s1>Vale</s1></s1> <c1>said</c1> <t1>so</t1>.", "<s1> is open already"),
        ("<s1>Ada</s1> <c1>said</c1> so.", "attribution 1 lacks a cue or a content"),
    ],
)
def test_a_wrong_mark_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"own: it: {complaint}"):
        list(marked(written(tmp_path, f"## it\n{line}\n")))


def test_the_invented_articles_are_marked_soundly() -> None:
    articles = [a for path in sorted(INVENTED.glob("*.txt")) for a in marked(path)]
    assert len(articles) > 300
    names = [name for name, _, _ in articles]
    assert len(names) == len(set(names))
    for name, text, attributions in articles:
        assert not set("<>") & set(text), name
        for a in attributions:
            for spans in a.values():
                for start, end in spans:
                    assert text[start:end] == text[start:end].strip() != "", (name, text[start:end])


def test_the_unlabelled_articles_are_plain_and_no_two_have_one_name() -> None:
    articles = [a for path in sorted((TRAINING / "unlabelled").glob("*.txt")) for a in marked(path)]
    assert len(articles) > 450
    names = [name for name, _, _ in articles]
    assert len(names) == len(set(names))
    for name, text, attributions in articles:
        assert not attributions, name
        assert len(text.split()) > 30, name
