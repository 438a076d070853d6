-- The analyst's hand: edits of readings, and decisions on who is whom. Rows are added, never changed or removed; a later
-- row has the last word.
--
-- An edit belongs to an article and to words of it, not to a reading: a re-read keeps every edit that still fits.
-- seen: the record as the analyst saw it; wanted: the record as it should be (both as in format 1, but a statement's
-- speaker is a name, and ids are left out). field: what of it a correction concerns. kentledge, reader, lexicons: the
-- versions that had read what the analyst saw.
CREATE TABLE edits (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    kentledge TEXT NOT NULL,
    reader TEXT NOT NULL,
    lexicons TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'correct', 'add', 'comment')),
    what TEXT NOT NULL CHECK (what IN ('statement', 'speaker', 'phrase', 'quantity', 'article')),
    field TEXT,
    seen TEXT CHECK (seen IS NULL OR json_valid(seen)),
    wanted TEXT CHECK (wanted IS NULL OR json_valid(wanted)),
    note TEXT,
    CHECK ((action = 'correct') = (field IS NOT NULL)),
    CHECK ((action IN ('correct', 'add')) = (wanted IS NOT NULL)),
    CHECK ((seen IS NULL) = (action = 'add' OR what = 'article'))
);
CREATE INDEX edits_of_article ON edits (article);

-- The words that an edit concerns: those of the record as seen, or of the record added.
CREATE TABLE edit_spans (
    edit INTEGER NOT NULL REFERENCES edits (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (edit, position)
) WITHOUT ROWID;

-- "These are one person", "these are two persons". A person is meant as it is named in single articles, so that the
-- decision holds whatever is read later.
CREATE TABLE speaker_decisions (
    key INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('same', 'different')),
    note TEXT
);

-- side: 0 or 1. All of both sides are one person, or those of side 0 are another person than those of side 1.
CREATE TABLE speaker_decision_members (
    decision INTEGER NOT NULL REFERENCES speaker_decisions (key),
    position INTEGER NOT NULL,
    side INTEGER NOT NULL CHECK (side IN (0, 1)),
    article INTEGER NOT NULL REFERENCES articles (key),
    name TEXT NOT NULL,
    PRIMARY KEY (decision, position)
) WITHOUT ROWID;

CREATE VIEW edits_in_words AS
SELECT
    e.key AS edit,
    a.id AS article,
    r.title,
    e.action,
    e.what,
    e.field,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM edit_spans AS p WHERE p.edit = e.key ORDER BY p.position)) AS words,
    CASE e.what
        WHEN 'statement' THEN json_extract(coalesce(e.wanted, e.seen), '$.speaker')
        WHEN 'speaker' THEN json_extract(coalesce(e.wanted, e.seen), '$.name')
    END AS speaker,
    e.note,
    e.made_by,
    e.made_at,
    (SELECT min(start) FROM edit_spans WHERE edit = e.key) AS start,
    (SELECT max("end") FROM edit_spans WHERE edit = e.key) AS "end"
FROM edits AS e
JOIN articles AS a ON a.key = e.article
JOIN latest_readings AS r ON r.article = a.key;

CREATE VIEW speaker_decisions_in_words AS
SELECT
    d.key AS decision,
    d.decision AS says,
    m.side,
    m.name,
    a.id AS article,
    d.note,
    d.made_by,
    d.made_at
FROM speaker_decisions AS d
JOIN speaker_decision_members AS m ON m.decision = d.key
JOIN articles AS a ON a.key = m.article;

CREATE TRIGGER edits_no_update BEFORE UPDATE ON edits
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER edits_no_delete BEFORE DELETE ON edits
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER edit_spans_no_update BEFORE UPDATE ON edit_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER edit_spans_no_delete BEFORE DELETE ON edit_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER speaker_decisions_no_update BEFORE UPDATE ON speaker_decisions
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER speaker_decisions_no_delete BEFORE DELETE ON speaker_decisions
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER speaker_decision_members_no_update BEFORE UPDATE ON speaker_decision_members
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER speaker_decision_members_no_delete BEFORE DELETE ON speaker_decision_members
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
