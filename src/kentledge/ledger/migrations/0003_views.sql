-- The latest reading of each article, in words: what a person browses and queries.

CREATE VIEW latest_readings AS
SELECT *
FROM readings AS r
WHERE key = (SELECT max(key) FROM readings WHERE article = r.article);

CREATE VIEW current_articles AS
SELECT
    a.id AS article,
    r.title,
    r.dateline,
    r.published,
    r.outlet,
    r.author,
    r.url,
    (SELECT group_concat(source, char(10)) FROM article_sources WHERE article = a.key) AS sources,
    (SELECT count(*) FROM statements WHERE reading = r.key) AS statements,
    r.read_at,
    r.kentledge,
    r.reader,
    r.lexicons,
    r.key AS reading,
    a.text
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article;

-- The words of every statement, current or not: spans of one role joined by a space, in order.
CREATE VIEW statement_words AS
SELECT
    s.key AS statement,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM statement_spans AS p WHERE p.statement = s.key AND p.role = 'source' ORDER BY p.position)) AS source,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM statement_spans AS p WHERE p.statement = s.key AND p.role = 'cue' ORDER BY p.position)) AS cue,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM statement_spans AS p WHERE p.statement = s.key AND p.role = 'content' ORDER BY p.position)) AS content
FROM statements AS s
JOIN readings AS r ON r.key = s.reading
JOIN articles AS a ON a.key = r.article;

-- start and end: the first and the last character of the content.
CREATE VIEW current_statements AS
SELECT
    a.id AS article,
    r.title,
    r.published,
    s.id AS statement,
    k.name AS speaker,
    k.role,
    k.affiliation,
    s.kind,
    w.content AS quotation,
    w.source,
    w.cue,
    s.venue,
    s.when_said,
    (SELECT min(start) FROM statement_spans WHERE statement = s.key AND role = 'content') AS start,
    (SELECT max("end") FROM statement_spans WHERE statement = s.key AND role = 'content') AS "end"
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN statements AS s ON s.reading = r.key
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
    j.direction,
    (SELECT group_concat(name, ', ') FROM (
        SELECT f.name FROM fronts AS f WHERE f.judgement = j.key ORDER BY f.position)) AS fronts,
    substr(a.text, e.start + 1, e."end" - e.start) AS estimative,
    e.phrase,
    e.negated,
    e.scale,
    e.low,
    e.best,
    e.high,
    substr(a.text, h.start + 1, h."end" - h.start) AS horizon_words,
    h.label AS horizon,
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

CREATE VIEW current_relations AS
SELECT
    a.id AS article,
    r.title,
    f.name AS speaker,
    x.kind,
    t.name AS other,
    substr(a.text, x.start + 1, x."end" - x.start) AS words,
    x.start,
    x."end"
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN relations AS x ON x.reading = r.key
JOIN speakers AS f ON f.key = x.from_speaker
JOIN speakers AS t ON t.key = x.to_speaker;

CREATE VIEW current_quantities AS
SELECT
    a.id AS article,
    r.title,
    q.id AS quantity,
    substr(a.text, q.start + 1, q."end" - q.start) AS words,
    q.of_what,
    q.low,
    q.high,
    q.unit,
    q.per_value,
    q.per_unit,
    q.approximate,
    q.change,
    q.plain,
    s.id AS statement,
    k.name AS speaker,
    q.start,
    q."end"
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN quantities AS q ON q.reading = r.key
LEFT JOIN statements AS s ON s.key = q.statement
LEFT JOIN speakers AS k ON k.key = s.speaker;

CREATE VIEW current_deals AS
SELECT
    a.id AS article,
    r.title,
    d.giver,
    d.item,
    d.receiver,
    d.in_return_for,
    d.modality,
    substr(a.text, d.start + 1, d."end" - d.start) AS words,
    s.id AS statement,
    k.name AS speaker,
    d.start,
    d."end"
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN deals AS d ON d.reading = r.key
LEFT JOIN statements AS s ON s.key = d.statement
LEFT JOIN speakers AS k ON k.key = s.speaker;

CREATE VIEW current_checks AS
SELECT
    a.id AS article,
    r.title,
    c.verdict,
    c.says,
    c.formula,
    c.low,
    c.high,
    c.unit,
    (SELECT group_concat(words, '; ') FROM (
        SELECT substr(a.text, q.start + 1, q."end" - q.start) AS words
        FROM check_quantities AS m JOIN quantities AS q ON q.key = m.quantity
        WHERE m.in_check = c.key ORDER BY m.position)) AS quantities
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN checks AS c ON c.reading = r.key;

-- One row for each member of a camp.
CREATE VIEW current_camps AS
SELECT
    a.id AS article,
    r.title,
    c.label AS camp,
    k.name AS speaker,
    k.role,
    k.affiliation
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN camps AS c ON c.reading = r.key
JOIN camp_speakers AS m ON m.camp = c.key
JOIN speakers AS k ON k.key = m.speaker;
