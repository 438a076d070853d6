-- Judgements clause by clause, with the words that led to each value; camps with their fronts and words; the finding in its parts.

-- Null: the judgement is of the whole statement.
ALTER TABLE judgements ADD COLUMN clause_start INTEGER CHECK (clause_start >= 0);
ALTER TABLE judgements ADD COLUMN clause_end INTEGER CHECK (clause_end > clause_start);
ALTER TABLE judgements ADD COLUMN size TEXT CHECK (size IN ('small', 'large'));

-- The words that a phrase qualifies, and the term of the scale that it is read as (null: it is one itself).
ALTER TABLE estimatives ADD COLUMN scope_start INTEGER CHECK (scope_start >= 0);
ALTER TABLE estimatives ADD COLUMN scope_end INTEGER CHECK (scope_end > scope_start);
ALTER TABLE estimatives ADD COLUMN read_as TEXT;

ALTER TABLE horizons ADD COLUMN tense TEXT CHECK (tense IN ('past', 'present', 'future'));

CREATE TABLE effects (
    judgement INTEGER NOT NULL REFERENCES judgements (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    phrase TEXT NOT NULL,
    negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
    direction TEXT,
    size TEXT CHECK (size IN ('small', 'large')),
    PRIMARY KEY (judgement, position)
) WITHOUT ROWID;

CREATE TABLE front_words (
    judgement INTEGER NOT NULL REFERENCES judgements (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (judgement, position)
) WITHOUT ROWID;

CREATE TABLE camp_fronts (
    camp INTEGER NOT NULL REFERENCES camps (key),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (camp, position)
) WITHOUT ROWID;

CREATE TABLE camp_words (
    camp INTEGER NOT NULL REFERENCES camps (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (camp, position)
) WITHOUT ROWID;

CREATE TABLE finding_clauses (
    key INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES findings (reading),
    text TEXT NOT NULL
);
CREATE INDEX clauses_of_finding ON finding_clauses (finding);

CREATE TABLE clause_statements (
    clause INTEGER NOT NULL REFERENCES finding_clauses (key),
    position INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (key),
    PRIMARY KEY (clause, position)
) WITHOUT ROWID;

CREATE TABLE clause_words (
    clause INTEGER NOT NULL REFERENCES finding_clauses (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (clause, position)
) WITHOUT ROWID;

-- The article's own first sentences, where they give an assessment.
CREATE TABLE finding_openings (
    finding INTEGER NOT NULL REFERENCES findings (reading),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (finding, position)
) WITHOUT ROWID;

CREATE TRIGGER effects_no_update BEFORE UPDATE ON effects
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER effects_no_delete BEFORE DELETE ON effects
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER front_words_no_update BEFORE UPDATE ON front_words
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER front_words_no_delete BEFORE DELETE ON front_words
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER camp_fronts_no_update BEFORE UPDATE ON camp_fronts
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER camp_fronts_no_delete BEFORE DELETE ON camp_fronts
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER camp_words_no_update BEFORE UPDATE ON camp_words
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER camp_words_no_delete BEFORE DELETE ON camp_words
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER finding_clauses_no_update BEFORE UPDATE ON finding_clauses
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER finding_clauses_no_delete BEFORE DELETE ON finding_clauses
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER clause_statements_no_update BEFORE UPDATE ON clause_statements
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER clause_statements_no_delete BEFORE DELETE ON clause_statements
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER clause_words_no_update BEFORE UPDATE ON clause_words
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER clause_words_no_delete BEFORE DELETE ON clause_words
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER finding_openings_no_update BEFORE UPDATE ON finding_openings
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER finding_openings_no_delete BEFORE DELETE ON finding_openings
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- One row for each estimative phrase of a judgement; one row with no phrase for a judgement that has none.
DROP VIEW current_judgements;
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
        SELECT f.name FROM fronts AS f WHERE f.judgement = j.key ORDER BY f.position)) AS fronts,
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
