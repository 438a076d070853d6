-- The judgements of each person in one row, packed, so that what all of them changed their minds about is found without
-- reading all of person_judgements (see edits/persons/packs.py). Worked out from that table, and so may change.

DROP INDEX person_judgements_edited_by_chance;  -- nothing looks for them so any more

-- The best figures that there are, each once.
CREATE TABLE person_figures (
    key INTEGER PRIMARY KEY,
    best REAL NOT NULL UNIQUE
);

-- first, last: the days of the first and the last of a person's judgements; who judged on one day only has no row.
CREATE TABLE person_packs (
    person INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    heads BLOB NOT NULL,
    words BLOB NOT NULL
);

-- Persons whose row must be made anew.
CREATE TABLE person_packs_stale (
    person INTEGER PRIMARY KEY
);
INSERT INTO person_packs_stale (person)
SELECT DISTINCT q.person FROM person_profiles AS q
WHERE q.person NOT NULL AND q.key IN (SELECT profile FROM person_judgements);

CREATE TRIGGER person_judgements_pack AFTER INSERT ON person_judgements
BEGIN INSERT OR IGNORE INTO person_packs_stale (person)
SELECT person FROM person_profiles WHERE key = NEW.profile AND person NOT NULL; END;

CREATE TRIGGER person_judgements_unpack AFTER DELETE ON person_judgements
BEGIN INSERT OR IGNORE INTO person_packs_stale (person)
SELECT person FROM person_profiles WHERE key = OLD.profile AND person NOT NULL; END;

CREATE TRIGGER person_profiles_pack AFTER UPDATE OF person ON person_profiles WHEN OLD.person IS NOT NEW.person
BEGIN INSERT OR IGNORE INTO person_packs_stale (person)
SELECT person FROM (SELECT OLD.person AS person UNION SELECT NEW.person) WHERE person NOT NULL; END;

CREATE TRIGGER person_profiles_unpack AFTER DELETE ON person_profiles WHEN OLD.person NOT NULL
BEGIN INSERT OR IGNORE INTO person_packs_stale (person) VALUES (OLD.person); END;
