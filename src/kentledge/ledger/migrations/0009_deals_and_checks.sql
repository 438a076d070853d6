-- Where each part of a deal stands, the words that say when a quantity holds ("in 2031"), and the rate that a check's outcome may be ("2.4 billion USD a year").

-- part: giver, receiver, item, in_return_for, cue.
CREATE TABLE deal_parts (
    reading INTEGER NOT NULL,
    deal INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('giver', 'receiver', 'item', 'in_return_for', 'cue')),
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (reading, deal, part),
    FOREIGN KEY (reading, deal) REFERENCES deals (reading, position)
) WITHOUT ROWID;

CREATE TRIGGER deal_parts_no_update BEFORE UPDATE ON deal_parts
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER deal_parts_no_delete BEFORE DELETE ON deal_parts
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

ALTER TABLE quantities ADD COLUMN period_start INTEGER CHECK (period_start >= 0);
ALTER TABLE quantities ADD COLUMN period_end INTEGER CHECK (period_end > period_start);

ALTER TABLE checks ADD COLUMN per_value REAL;
ALTER TABLE checks ADD COLUMN per_unit TEXT;

DROP VIEW current_checks;
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
    c.per_value,
    c.per_unit,
    (SELECT group_concat(words, '; ') FROM (
        SELECT substr(a.text, q.start + 1, q."end" - q.start) AS words
        FROM check_quantities AS m JOIN quantities AS q ON q.key = m.quantity
        WHERE m.in_check = c.key ORDER BY m.position)) AS quantities
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN checks AS c ON c.reading = r.key;
