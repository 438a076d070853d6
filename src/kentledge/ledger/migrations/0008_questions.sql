-- Questions that the future answers, the statements that the analyst linked to them, and how they came out. Rows are
-- added, never changed or removed: a link is withdrawn, and a question resolved again, by a new row.

-- kind: binary, choice (one of question_options), numeric (in unit), date. due: the day by which it is answered.
CREATE TABLE questions (
    key INTEGER PRIMARY KEY,
    asked_at TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('binary', 'choice', 'numeric', 'date')),
    text TEXT NOT NULL UNIQUE,
    criteria TEXT NOT NULL,
    due TEXT NOT NULL,
    unit TEXT,
    CHECK ((kind = 'numeric') = (unit IS NOT NULL))
);

CREATE TABLE question_options (
    question INTEGER NOT NULL REFERENCES questions (key),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (question, position),
    UNIQUE (question, name)
) WITHOUT ROWID;

-- One statement bearing on one question. low, best and high are a probability of the question's yes (or of the option)
-- as the words have it before polarity turns it; for numeric questions a value in the unit, for dates the number of the
-- day (1 is 1 January of the year 1). phrase and scale: the words and the scale that the figures come from; scale is
-- 'analyst' for figures of the analyst's own. rule: the explicit rule that made the link, NULL for the analyst's hand.
-- seen: the statement as linked (format 1, speaker by name). withdrawn: 1 takes back an earlier link of the same words.
CREATE TABLE question_links (
    key INTEGER PRIMARY KEY,
    question INTEGER NOT NULL REFERENCES questions (key),
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    rule TEXT,
    article INTEGER NOT NULL REFERENCES articles (key),
    kentledge TEXT NOT NULL,
    reader TEXT NOT NULL,
    lexicons TEXT NOT NULL,
    seen TEXT NOT NULL CHECK (json_valid(seen)),
    option TEXT,
    polarity TEXT NOT NULL CHECK (polarity IN ('for', 'against')),
    low REAL NOT NULL,
    best REAL NOT NULL,
    high REAL NOT NULL,
    phrase TEXT,
    scale TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    note TEXT,
    CHECK (low <= best AND best <= high)
);
CREATE INDEX links_of_question ON question_links (question);

-- The words of the linked statement.
CREATE TABLE question_link_spans (
    link INTEGER NOT NULL REFERENCES question_links (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (link, position)
) WITHOUT ROWID;

-- state: resolved (with an outcome), ambiguous, annulled, open (an earlier resolution is taken back). outcome: yes or no,
-- an option, a number, a date. happened: the day from which it could be known; what was said from then on does not score.
CREATE TABLE question_resolutions (
    key INTEGER PRIMARY KEY,
    question INTEGER NOT NULL REFERENCES questions (key),
    resolved_at TEXT NOT NULL,
    resolved_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('resolved', 'ambiguous', 'annulled', 'open')),
    outcome TEXT,
    happened TEXT NOT NULL,
    note TEXT,
    CHECK ((state = 'resolved') = (outcome IS NOT NULL))
);
CREATE INDEX resolutions_of_question ON question_resolutions (question);

CREATE VIEW latest_resolutions AS
SELECT *
FROM question_resolutions AS r
WHERE key = (SELECT max(key) FROM question_resolutions WHERE question = r.question);

CREATE VIEW questions_in_words AS
SELECT
    q.key AS question,
    q.kind,
    q.text,
    q.criteria,
    q.due,
    q.unit,
    (SELECT group_concat(name, ', ') FROM (
        SELECT name FROM question_options WHERE question = q.key ORDER BY position)) AS options,
    coalesce(r.state, 'open') AS state,
    r.outcome,
    r.happened,
    q.asked_by,
    q.asked_at
FROM questions AS q
LEFT JOIN latest_resolutions AS r ON r.question = q.key;

CREATE VIEW links_in_words AS
SELECT
    l.key AS link,
    l.question,
    q.text AS asks,
    a.id AS article,
    r.published,
    r.outlet,
    json_extract(l.seen, '$.speaker') AS speaker,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM question_link_spans AS p WHERE p.link = l.key ORDER BY p.position)) AS quotation,
    l.option,
    l.polarity,
    l.phrase,
    l.scale,
    l.low,
    l.best,
    l.high,
    l.rule,
    l.withdrawn,
    l.note,
    l.made_by,
    l.made_at,
    (SELECT min(start) FROM question_link_spans WHERE link = l.key) AS start,
    (SELECT max("end") FROM question_link_spans WHERE link = l.key) AS "end"
FROM question_links AS l
JOIN questions AS q ON q.key = l.question
JOIN articles AS a ON a.key = l.article
JOIN latest_readings AS r ON r.article = a.key;

CREATE TRIGGER questions_no_update BEFORE UPDATE ON questions
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER questions_no_delete BEFORE DELETE ON questions
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_options_no_update BEFORE UPDATE ON question_options
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_options_no_delete BEFORE DELETE ON question_options
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_links_no_update BEFORE UPDATE ON question_links
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_links_no_delete BEFORE DELETE ON question_links
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_link_spans_no_update BEFORE UPDATE ON question_link_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_link_spans_no_delete BEFORE DELETE ON question_link_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_resolutions_no_update BEFORE UPDATE ON question_resolutions
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER question_resolutions_no_delete BEFORE DELETE ON question_resolutions
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
