-- Statements as they stand after the analyst's edits. All of this is worked out from readings and edits (see
-- edits/table.py), is made anew when an edit is logged or an article read again, and so may change.

-- The articles that have edits: the reading and the last edit that their rows below were made of. `place` is the
-- reading's first statement, by which its rows are ordered among those of other articles.
CREATE TABLE edited_articles (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    reading INTEGER NOT NULL REFERENCES readings (key),
    edit INTEGER NOT NULL REFERENCES edits (key),
    place INTEGER NOT NULL
);

-- The statements of these articles, rejected ones left out, corrections made, additions there. statement: the row that
-- it was read as, null for one that was added. first, last: characters of the content. spans: [[start, end], …];
-- chances: the estimative phrases with what the scale makes of them (JSON). edits: what was done to it, and by whom.
CREATE TABLE edited_rows (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    statement INTEGER REFERENCES statements (key),
    id TEXT NOT NULL,
    speaker TEXT,
    role TEXT,
    affiliation TEXT,
    kind TEXT NOT NULL,
    quotation TEXT NOT NULL,
    fronts TEXT,
    likely TEXT,
    source TEXT,
    cue TEXT,
    venue TEXT,
    when_said TEXT,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    spans TEXT NOT NULL CHECK (json_valid(spans)),
    chances TEXT NOT NULL CHECK (json_valid(chances)),
    edits TEXT
);
CREATE INDEX edited_rows_of_article ON edited_rows (article);
CREATE INDEX edited_rows_of_statement ON edited_rows (statement);

-- What was read, but stands no longer.
CREATE TABLE edited_away (
    statement INTEGER PRIMARY KEY REFERENCES statements (key),
    article INTEGER NOT NULL REFERENCES articles (key)
);
CREATE INDEX edited_away_of_article ON edited_away (article);

CREATE VIRTUAL TABLE edited_rows_fts USING fts5(
    quotation,
    speaker,
    fronts,
    content="edited_rows",
    content_rowid="key",
    tokenize="unicode61 remove_diacritics 2"
);

CREATE TRIGGER edited_rows_into_fts AFTER INSERT ON edited_rows
BEGIN
    INSERT INTO edited_rows_fts (rowid, quotation, speaker, fronts)
    VALUES (NEW.key, NEW.quotation, NEW.speaker, NEW.fronts);
END;

CREATE TRIGGER edited_rows_out_of_fts AFTER DELETE ON edited_rows
BEGIN
    INSERT INTO edited_rows_fts (edited_rows_fts, rowid, quotation, speaker, fronts)
    VALUES ('delete', OLD.key, OLD.quotation, OLD.speaker, OLD.fronts);
END;

-- As current_statements, after the analyst's edits. An article that was read again since shows its earlier rows until a
-- command of Kentledge next looks at statements.
CREATE VIEW edited_statements AS
SELECT
    s.article, s.title, s.published, s.outlet, s.statement, s.speaker, s.role, s.affiliation, s.kind, s.quotation,
    s.fronts, s.likely, s.source, s.cue, s.venue, s.when_said, s.start, s."end", s.url, NULL AS edits
FROM current_statements AS s
WHERE s.article NOT IN (SELECT a.id FROM edited_articles AS x JOIN articles AS a ON a.key = x.article)
UNION ALL
SELECT
    a.id, r.title, r.published, r.outlet, e.id, e.speaker, e.role, e.affiliation, e.kind, e.quotation,
    e.fronts, e.likely, e.source, e.cue, e.venue, e.when_said, e.first, e.last, r.url, e.edits
FROM edited_rows AS e
JOIN edited_articles AS x ON x.article = e.article
JOIN readings AS r ON r.key = x.reading
JOIN articles AS a ON a.key = e.article;
