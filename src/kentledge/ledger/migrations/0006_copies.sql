-- Copies: printings of one story. All of this is worked out from the articles (see ledger/copies.py) and can be worked
-- out again; so unlike what was read, these rows may change, as when a later article shows two clusters to be one.

-- The MinHash signature of each article's body, one row a place in it: articles that share a few rows may be copies.
CREATE TABLE copy_signatures (
    value INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    PRIMARY KEY (value, article)
) WITHOUT ROWID;

-- How the signatures were made; a change of method makes all of this anew.
CREATE TABLE copy_method (
    method TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Why two articles are in one cluster: the share of the shorter one's word sequences that the other has too.
CREATE TABLE copy_links (
    article INTEGER NOT NULL REFERENCES articles (key),
    other INTEGER NOT NULL REFERENCES articles (key),
    share REAL NOT NULL,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX copy_links_back ON copy_links (other);

-- Every article that has been compared. A cluster bears the number of its first article; most have one article only.
CREATE TABLE copy_clusters (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    cluster INTEGER NOT NULL REFERENCES articles (key)
);
CREATE INDEX copies_of_cluster ON copy_clusters (cluster);

-- What one speaker says in nearly the same words in several articles of a cluster was said once: `said` is the
-- statement that stands for all of them. Statements with no such fellow are not here.
CREATE TABLE statement_copies (
    statement INTEGER PRIMARY KEY REFERENCES statements (key),
    said INTEGER NOT NULL REFERENCES statements (key)
);
CREATE INDEX copies_of_said ON statement_copies (said);

-- Clusters of two articles or more, one row an article.
CREATE VIEW copies AS
SELECT
    (SELECT id FROM articles WHERE key = c.cluster) AS cluster,
    a.id AS article,
    r.outlet,
    r.published,
    r.title,
    r.url,
    (SELECT group_concat(source, char(10)) FROM article_sources WHERE article = a.key) AS sources
FROM copy_clusters AS c
JOIN articles AS a ON a.key = c.article
JOIN latest_readings AS r ON r.article = a.key
WHERE c.cluster IN (SELECT cluster FROM copy_clusters WHERE article <> cluster)
ORDER BY c.cluster, r.published, a.key;

-- As current_statements, but what was said once stands here once, with the number and the places of its printings.
CREATE VIEW said_once AS
SELECT
    s.*,
    coalesce((SELECT count(*) FROM statement_copies WHERE said = s.rowid), 0)
        + (NOT EXISTS (SELECT 1 FROM statement_copies WHERE said = s.rowid)) AS printings,
    coalesce(
        (SELECT group_concat(place, ', ') FROM (
            SELECT DISTINCT coalesce(r.outlet, r.url, a.id) AS place
            FROM statement_copies AS m
            JOIN statements AS t ON t.key = m.statement
            JOIN readings AS r ON r.key = t.reading
            JOIN articles AS a ON a.key = r.article
            WHERE m.said = s.rowid ORDER BY r.published, r.key)),
        s.outlet, s.url, s.article) AS printed
FROM current_statements AS s
WHERE NOT EXISTS (SELECT 1 FROM statement_copies AS m WHERE m.statement = s.rowid AND m.said <> s.rowid);
