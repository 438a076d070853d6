-- A smaller file: what nearly every row of one table has once or twice stands in that row, not in rows of its own.
--
-- Spans in one column are a JSON array of numbers, [start, length, start, length, …]: fewer digits than with ends. The
-- tables that these columns take the place of are now views of the same names and columns. Those rows are dropped
-- before others grow, so that a ledger of an earlier version does not grow; `kentledge ledger compact` makes it smaller.

CREATE TEMP TABLE spans_so_far (
    statement INTEGER NOT NULL, role INTEGER NOT NULL, position INTEGER NOT NULL, article INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
INSERT INTO spans_so_far SELECT statement, role, position, article, start, "end" FROM statement_spans;

CREATE TEMP TABLE mentions_so_far (speaker INTEGER PRIMARY KEY, spans TEXT NOT NULL);
INSERT INTO mentions_so_far
SELECT speaker, '[' || group_concat(start || ',' || ("end" - start)) || ']'
FROM (SELECT speaker, start, "end" FROM speaker_mentions ORDER BY speaker, position) GROUP BY speaker;

CREATE TEMP TABLE front_words_so_far (judgement INTEGER PRIMARY KEY, spans TEXT NOT NULL);
INSERT INTO front_words_so_far
SELECT judgement, '[' || group_concat(start || ',' || ("end" - start)) || ']'
FROM (SELECT judgement, start, "end" FROM front_words ORDER BY judgement, position) GROUP BY judgement;

CREATE TEMP TABLE clause_words_so_far (clause INTEGER PRIMARY KEY, spans TEXT NOT NULL);
INSERT INTO clause_words_so_far
SELECT clause, '[' || group_concat(start || ',' || ("end" - start)) || ']'
FROM (SELECT clause, start, "end" FROM clause_words ORDER BY clause, position) GROUP BY clause;

CREATE TEMP TABLE fronts_so_far (
    judgement INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (judgement, position)
) WITHOUT ROWID;
INSERT INTO fronts_so_far SELECT judgement, position, name FROM fronts;

CREATE TEMP TABLE front_lists_so_far (judgement INTEGER PRIMARY KEY, names TEXT NOT NULL);
INSERT INTO front_lists_so_far
SELECT judgement, json_group_array(name)
FROM (SELECT judgement, name FROM fronts_so_far ORDER BY judgement, position) GROUP BY judgement;

DROP VIEW current_judgements;
DROP VIEW statements_to_index;
DROP VIEW current_statements;
DROP VIEW statement_words;
DROP TABLE statement_spans;
DROP TABLE speaker_mentions;
DROP TABLE front_words;
DROP TABLE clause_words;
DROP TABLE fronts;

-- Statements: the first span of each role. Nearly every statement has one of each.
ALTER TABLE statements ADD COLUMN source_start INTEGER CHECK (source_start >= 0);
ALTER TABLE statements ADD COLUMN source_end INTEGER CHECK (source_end > source_start);
ALTER TABLE statements ADD COLUMN cue_start INTEGER CHECK (cue_start >= 0);
ALTER TABLE statements ADD COLUMN cue_end INTEGER CHECK (cue_end > cue_start);
ALTER TABLE statements ADD COLUMN content_start INTEGER CHECK (content_start >= 0);
ALTER TABLE statements ADD COLUMN content_end INTEGER CHECK (content_end > content_start);

DROP TRIGGER statements_no_update;
UPDATE statements SET
    (source_start, source_end) =
        (SELECT start, "end" FROM spans_so_far WHERE statement = statements.key AND role = 2 AND position = 0),
    (cue_start, cue_end) =
        (SELECT start, "end" FROM spans_so_far WHERE statement = statements.key AND role = 1 AND position = 0),
    (content_start, content_end) =
        (SELECT start, "end" FROM spans_so_far WHERE statement = statements.key AND role = 0 AND position = 0);
CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- The spans after the first.
CREATE TABLE further_spans (
    statement INTEGER NOT NULL REFERENCES statements (key),
    role INTEGER NOT NULL REFERENCES span_roles (key),
    position INTEGER NOT NULL CHECK (position > 0),
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
INSERT INTO further_spans (statement, role, position, article, start, "end")
SELECT statement, role, position, article, start, "end" FROM spans_so_far WHERE position > 0;

CREATE TRIGGER further_spans_no_update BEFORE UPDATE ON further_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER further_spans_no_delete BEFORE DELETE ON further_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Speakers: all mentions.
ALTER TABLE speakers ADD COLUMN mentions TEXT CHECK (mentions IS NULL OR json_valid(mentions));
DROP TRIGGER speakers_no_update;
UPDATE speakers SET mentions = (SELECT spans FROM mentions_so_far WHERE speaker = speakers.key);
CREATE TRIGGER speakers_no_update BEFORE UPDATE ON speakers
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Judgements: the words that speak for the fronts, and the fronts as one of the lists of names that there are, which are
-- few. names: all of the list, as a JSON array; by this it is found when a judgement is added. Members are rows too, since
-- the full-text index reads no JSON.
CREATE TABLE front_lists (
    key INTEGER PRIMARY KEY,
    names TEXT NOT NULL UNIQUE CHECK (json_valid(names))
);
INSERT INTO front_lists (names) SELECT names FROM front_lists_so_far GROUP BY names ORDER BY min(judgement);

CREATE TABLE front_list_members (
    list INTEGER NOT NULL REFERENCES front_lists (key),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (list, position)
) WITHOUT ROWID;
INSERT INTO front_list_members (list, position, name)
SELECT l.key, f.position, f.name
FROM (SELECT names, min(judgement) AS judgement FROM front_lists_so_far GROUP BY names) AS g
JOIN front_lists AS l ON l.names = g.names
JOIN fronts_so_far AS f ON f.judgement = g.judgement;

CREATE TRIGGER front_lists_no_update BEFORE UPDATE ON front_lists
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER front_lists_no_delete BEFORE DELETE ON front_lists
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER front_list_members_no_update BEFORE UPDATE ON front_list_members
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER front_list_members_no_delete BEFORE DELETE ON front_list_members
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

ALTER TABLE judgements ADD COLUMN fronts INTEGER REFERENCES front_lists (key);
ALTER TABLE judgements ADD COLUMN front_words TEXT CHECK (front_words IS NULL OR json_valid(front_words));
DROP TRIGGER judgements_no_update;
UPDATE judgements SET
    fronts = (
        SELECT l.key FROM front_lists_so_far AS f JOIN front_lists AS l ON l.names = f.names
        WHERE f.judgement = judgements.key),
    front_words = (SELECT spans FROM front_words_so_far WHERE judgement = judgements.key);
CREATE TRIGGER judgements_no_update BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Findings: the words of a clause in its row; and where the whole is the clauses run together (run_together = 1), its
-- text is left empty.
ALTER TABLE finding_clauses ADD COLUMN words TEXT CHECK (words IS NULL OR json_valid(words));
DROP TRIGGER finding_clauses_no_update;
UPDATE finding_clauses SET words = (SELECT spans FROM clause_words_so_far WHERE clause = finding_clauses.key);
CREATE TRIGGER finding_clauses_no_update BEFORE UPDATE ON finding_clauses
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

ALTER TABLE findings ADD COLUMN run_together INTEGER NOT NULL DEFAULT 0 CHECK (run_together IN (0, 1));
DROP TRIGGER findings_no_update;
UPDATE findings SET text = '', run_together = 1
WHERE text = (SELECT group_concat(c.text, '') FROM (
    SELECT text FROM finding_clauses WHERE finding = findings.reading ORDER BY key) AS c);
CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

DROP TABLE spans_so_far;
DROP TABLE mentions_so_far;
DROP TABLE front_words_so_far;
DROP TABLE clause_words_so_far;
DROP TABLE fronts_so_far;
DROP TABLE front_lists_so_far;

-- What were tables, row by row.
CREATE VIEW statement_spans AS
SELECT s.key AS statement, 0 AS role, 0 AS position, r.article, s.content_start AS start, s.content_end AS "end"
FROM statements AS s JOIN readings AS r ON r.key = s.reading WHERE s.content_start NOT NULL
UNION ALL
SELECT s.key, 1, 0, r.article, s.cue_start, s.cue_end
FROM statements AS s JOIN readings AS r ON r.key = s.reading WHERE s.cue_start NOT NULL
UNION ALL
SELECT s.key, 2, 0, r.article, s.source_start, s.source_end
FROM statements AS s JOIN readings AS r ON r.key = s.reading WHERE s.source_start NOT NULL
UNION ALL
SELECT statement, role, position, article, start, "end" FROM further_spans;

CREATE VIEW speaker_mentions AS
SELECT
    k.key AS speaker,
    m.key / 2 AS position,
    r.article,
    m.value AS start,
    m.value + json_extract(k.mentions, '$[' || (m.key + 1) || ']') AS "end"
FROM speakers AS k
JOIN readings AS r ON r.key = k.reading
JOIN json_each(k.mentions) AS m
WHERE m.key % 2 = 0;

CREATE VIEW fronts AS
SELECT j.key AS judgement, f.position, f.name
FROM judgements AS j JOIN front_list_members AS f ON f.list = j.fronts;

CREATE VIEW front_words AS
SELECT
    j.key AS judgement,
    w.key / 2 AS position,
    r.article,
    w.value AS start,
    w.value + json_extract(j.front_words, '$[' || (w.key + 1) || ']') AS "end"
FROM judgements AS j
JOIN statements AS s ON s.key = j.statement
JOIN readings AS r ON r.key = s.reading
JOIN json_each(j.front_words) AS w
WHERE w.key % 2 = 0;

CREATE VIEW clause_words AS
SELECT
    c.key AS clause,
    w.key / 2 AS position,
    r.article,
    w.value AS start,
    w.value + json_extract(c.words, '$[' || (w.key + 1) || ']') AS "end"
FROM finding_clauses AS c
JOIN readings AS r ON r.key = c.finding
JOIN json_each(c.words) AS w
WHERE w.key % 2 = 0;

CREATE VIEW current_findings AS
SELECT
    a.id AS article,
    r.title,
    CASE WHEN f.run_together THEN (
        SELECT group_concat(text, '') FROM (SELECT text FROM finding_clauses WHERE finding = f.reading ORDER BY key))
    ELSE f.text END AS finding
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN findings AS f ON f.reading = r.key;

-- The words of every statement, current or not: spans of one role joined by a space, in order.
CREATE VIEW statement_words AS
SELECT
    s.key AS statement,
    substr(a.text, s.source_start + 1, s.source_end - s.source_start) || coalesce((
        SELECT group_concat(words, '') FROM (
            SELECT ' ' || substr(a.text, p.start + 1, p."end" - p.start) AS words
            FROM further_spans AS p WHERE p.statement = s.key AND p.role = 2 ORDER BY p.position)), '') AS source,
    substr(a.text, s.cue_start + 1, s.cue_end - s.cue_start) || coalesce((
        SELECT group_concat(words, '') FROM (
            SELECT ' ' || substr(a.text, p.start + 1, p."end" - p.start) AS words
            FROM further_spans AS p WHERE p.statement = s.key AND p.role = 1 ORDER BY p.position)), '') AS cue,
    substr(a.text, s.content_start + 1, s.content_end - s.content_start) || coalesce((
        SELECT group_concat(words, '') FROM (
            SELECT ' ' || substr(a.text, p.start + 1, p."end" - p.start) AS words
            FROM further_spans AS p WHERE p.statement = s.key AND p.role = 0 ORDER BY p.position)), '') AS content
FROM statements AS s
JOIN readings AS r ON r.key = s.reading
JOIN articles AS a ON a.key = r.article;

-- One row a statement, with what its judgements say as lists. start and end: the first and the last character of the
-- content.
CREATE VIEW current_statements AS
SELECT
    s.key AS rowid,
    a.id AS article,
    r.title,
    r.published,
    r.outlet,
    s.id AS statement,
    k.name AS speaker,
    k.role,
    k.affiliation,
    s.kind,
    w.content AS quotation,
    (SELECT group_concat(name, ', ') FROM (
        SELECT DISTINCT f.name FROM judgements AS j JOIN front_list_members AS f ON f.list = j.fronts
        WHERE j.statement = s.key ORDER BY j.key, f.position)) AS fronts,
    (SELECT group_concat(chance, '; ') FROM (
        SELECT substr(a.text, e.start + 1, e."end" - e.start) || ' = ' || e.low || ' to ' || e.high || ' (' || e.scale || ')'
            AS chance
        FROM judgements AS j JOIN estimatives AS e ON e.judgement = j.key
        WHERE j.statement = s.key ORDER BY j.key, e.position)) AS likely,
    w.source,
    w.cue,
    s.venue,
    s.when_said,
    min(s.content_start, coalesce(
        (SELECT min(start) FROM further_spans WHERE statement = s.key AND role = 0), s.content_start)) AS start,
    max(s.content_end, coalesce(
        (SELECT max("end") FROM further_spans WHERE statement = s.key AND role = 0), s.content_end)) AS "end",
    r.url
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN statements AS s ON s.reading = r.key
JOIN statement_words AS w ON w.statement = s.key
LEFT JOIN speakers AS k ON k.key = s.speaker;

CREATE VIEW statements_to_index AS
SELECT s.key AS statement, s.reading, w.content AS quotation, k.name AS speaker, (
    SELECT group_concat(name, ', ') FROM (
        SELECT DISTINCT f.name FROM judgements AS j JOIN front_list_members AS f ON f.list = j.fronts
        WHERE j.statement = s.key ORDER BY j.key, f.position)) AS fronts
FROM statements AS s
JOIN statement_words AS w ON w.statement = s.key
LEFT JOIN speakers AS k ON k.key = s.speaker;

-- One row for each estimative phrase of a judgement; one row with no phrase for a judgement that has none.
CREATE VIEW current_judgements AS
SELECT
    a.id AS article,
    r.title,
    s.id AS statement,
    k.name AS speaker,
    w.content AS quotation,
    substr(a.text, j.clause_start + 1, j.clause_end - j.clause_start) AS clause,
    j.direction,
    j.size,
    (SELECT group_concat(words, '; ') FROM (
        SELECT substr(a.text, x.start + 1, x."end" - x.start) AS words
        FROM effects AS x WHERE x.judgement = j.key ORDER BY x.position)) AS effect_words,
    (SELECT group_concat(name, ', ') FROM (
        SELECT f.name FROM front_list_members AS f WHERE f.list = j.fronts ORDER BY f.position)) AS fronts,
    substr(a.text, e.start + 1, e."end" - e.start) AS estimative,
    e.phrase,
    e.negated,
    substr(a.text, e.scope_start + 1, e.scope_end - e.scope_start) AS scope,
    e.scale,
    e.read_as,
    e.low,
    e.best,
    e.high,
    substr(a.text, h.start + 1, h."end" - h.start) AS horizon_words,
    h.label AS horizon,
    h.tense,
    h.from_date,
    h.to_date,
    e.start,
    e."end"
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN statements AS s ON s.reading = r.key
JOIN judgements AS j ON j.statement = s.key
JOIN statement_words AS w ON w.statement = s.key
LEFT JOIN speakers AS k ON k.key = s.speaker
LEFT JOIN estimatives AS e ON e.judgement = j.key
LEFT JOIN horizons AS h ON h.judgement = j.key;
