-- Lists and comparisons that need not look at everything. All of this is worked out from what was read and edited, and
-- so may change.

-- Edited articles whose rows in edited_rows must be made anew (see edits/table.py).
CREATE TABLE edited_stale (
    article INTEGER PRIMARY KEY REFERENCES articles (key)
);
INSERT INTO edited_stale (article)
SELECT e.article FROM (SELECT article, max(key) AS last FROM edits GROUP BY article) AS e
LEFT JOIN edited_articles AS x ON x.article = e.article
WHERE x.article IS NULL OR x.edit <> e.last
OR x.reading <> (SELECT max(key) FROM readings WHERE article = e.article);

CREATE TRIGGER edits_make_stale AFTER INSERT ON edits
BEGIN INSERT OR IGNORE INTO edited_stale (article) VALUES (NEW.article); END;

CREATE TRIGGER readings_make_stale AFTER INSERT ON readings WHEN EXISTS (SELECT 1 FROM edits WHERE article = NEW.article)
BEGIN INSERT OR IGNORE INTO edited_stale (article) VALUES (NEW.article); END;

-- Edited articles by date, as lists walk them.
ALTER TABLE edited_articles ADD COLUMN published TEXT;
UPDATE edited_articles SET published = (SELECT published FROM readings WHERE key = edited_articles.reading);
CREATE INDEX edited_articles_by_date ON edited_articles (published, place);

-- The judgements with one estimative phrase, of dated articles and of speakers who may be in other articles too, as they
-- stand (see edits/persons/judgements.py). key: that of the judgement; of an edited article a number from 2^48 on.
-- profile: the row of person_profiles. fronts: the row of front_lists, 0 for none. day: 20310309. best: of the phrase.
-- words: the checksums of the stems of its content words, four bytes each, the lowest first.
CREATE TABLE person_judgements (
    key INTEGER PRIMARY KEY,
    profile INTEGER NOT NULL,
    fronts INTEGER NOT NULL,
    day INTEGER NOT NULL,
    best REAL NOT NULL,
    words BLOB NOT NULL
);
CREATE INDEX person_judgements_by_profile ON person_judgements (profile, fronts);

-- Those of edited articles. statement: the row of edited_rows. said: what was said and where (JSON).
CREATE TABLE person_judgements_edited (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    statement INTEGER NOT NULL,
    best REAL NOT NULL,
    said TEXT NOT NULL CHECK (json_valid(said))
);
CREATE INDEX person_judgements_edited_of_article ON person_judgements_edited (article);
CREATE INDEX person_judgements_edited_of_statement ON person_judgements_edited (statement);
CREATE INDEX person_judgements_edited_by_chance ON person_judgements_edited (best);

-- Up to which row of readings, edits and decisions they were made.
CREATE TABLE person_judgements_made (
    reading INTEGER NOT NULL,
    edit INTEGER NOT NULL,
    decision INTEGER NOT NULL
);
