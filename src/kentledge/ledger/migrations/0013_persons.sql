-- Who is whom across articles. All of this is worked out from readings, edits and decisions (see edits/persons/), is
-- renewed when a command needs to know, and so may change. `persons_in_words` is what to browse.

-- What the rows below were made of: by which rules, and up to which row of readings, edits and decisions.
CREATE TABLE persons_made (
    method TEXT NOT NULL,
    reading INTEGER NOT NULL,
    edit INTEGER NOT NULL,
    decision INTEGER NOT NULL
);

-- Names, roles, affiliations and the like, each once.
CREATE TABLE person_texts (
    key INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);

-- By what texts are found: the checksum of "=" and the whole text, folded; and those of each word of a name.
CREATE TABLE person_words (
    word INTEGER NOT NULL,
    text INTEGER NOT NULL REFERENCES person_texts (key),
    PRIMARY KEY (word, text)
) WITHOUT ROWID;

-- Persons and bodies. id: as a number (eight hexadecimal digits in `persons_in_words`). place: where they were first
-- named: 65536 times the article's key, plus the place among its speakers. speakers: how many speakers of articles they
-- are. named: somebody in particular. alone: one name in one article, which never merges unasked ("Marrow"); such names
-- that are nobody in particular ("experts") are each somebody else, and have no row. Names and so on: person_texts.
CREATE TABLE persons (
    key INTEGER PRIMARY KEY,
    id INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES person_texts (key),
    role INTEGER REFERENCES person_texts (key),
    affiliation INTEGER REFERENCES person_texts (key),
    kind INTEGER NOT NULL REFERENCES person_texts (key),
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    alone INTEGER NOT NULL CHECK (alone IN (0, 1)),
    speakers INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    place INTEGER NOT NULL,
    grounds INTEGER NOT NULL REFERENCES person_texts (key)
);
CREATE INDEX persons_by_id ON persons (id);
CREATE INDEX persons_by_articles ON persons (articles DESC, place);
CREATE INDEX persons_named_twice ON persons (place) WHERE alone AND speakers > 1;

-- What articles say of speakers, each combination once: whose it is (null: of whoever bears it in each article), the
-- unit of those whom the analyst decided on, the checksum of what those compared with each other share (null for nobody
-- in particular), and how many speakers there are, with the places of all, as packed by edits/persons/places.py.
CREATE TABLE person_profiles (
    key INTEGER PRIMARY KEY,
    name INTEGER NOT NULL REFERENCES person_texts (key),
    role INTEGER REFERENCES person_texts (key),
    affiliation INTEGER REFERENCES person_texts (key),
    kind INTEGER NOT NULL REFERENCES person_texts (key),
    unit INTEGER,
    block INTEGER,
    person INTEGER REFERENCES persons (key),
    speakers INTEGER NOT NULL,
    places BLOB NOT NULL
);
CREATE INDEX person_profiles_by_name ON person_profiles (name);
CREATE INDEX person_profiles_by_block ON person_profiles (block) WHERE block IS NOT NULL;
CREATE INDEX person_profiles_by_unit ON person_profiles (unit) WHERE unit IS NOT NULL;
CREATE INDEX person_profiles_by_person ON person_profiles (person) WHERE person IS NOT NULL;

-- The names in articles that decisions concern, by the unit that the decisions come to; and the units kept apart.
CREATE TABLE person_decided (
    article INTEGER NOT NULL REFERENCES articles (key),
    name TEXT NOT NULL,
    unit INTEGER NOT NULL,
    PRIMARY KEY (article, name)
) WITHOUT ROWID;
CREATE INDEX person_decided_by_unit ON person_decided (unit);

CREATE TABLE person_barred (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

-- The speakers of edited articles, as they stand.
CREATE TABLE person_edited (
    article INTEGER NOT NULL REFERENCES articles (key),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    affiliation TEXT,
    kind TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

-- What is still to be done: full names (as checksums) or units to be looked at again, and blocks to be asked about.
CREATE TABLE person_stale (
    block INTEGER NOT NULL,
    full_name INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    PRIMARY KEY (block, full_name, unit)
) WITHOUT ROWID;

CREATE TABLE person_unasked (
    block INTEGER PRIMARY KEY
);

-- Pairs who may be one, rank 0 the best grounds. place and turn order the blocks. alike: how many more there are of the
-- kind of `one`.
CREATE TABLE person_proposals (
    block INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    place INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    says INTEGER NOT NULL REFERENCES person_texts (key),
    alike INTEGER NOT NULL,
    PRIMARY KEY (block, position)
) WITHOUT ROWID;
CREATE INDEX person_proposals_by_rank ON person_proposals (rank, place, turn, block, position);

CREATE VIEW persons_in_words AS
SELECT
    printf('%08x', p.id) AS person,
    n.text AS name,
    r.text AS role,
    a.text AS affiliation,
    k.text AS kind,
    p.articles,
    (SELECT group_concat(text, '; ') FROM (
        SELECT DISTINCT t.text FROM person_profiles AS q JOIN person_texts AS t ON t.key = q.name
        WHERE q.person = p.key)) AS spellings,
    g.text AS grounds,
    (SELECT id FROM articles WHERE key = p.place / 65536) AS first_article
FROM persons AS p
JOIN person_texts AS n ON n.key = p.name
LEFT JOIN person_texts AS r ON r.key = p.role
LEFT JOIN person_texts AS a ON a.key = p.affiliation
JOIN person_texts AS k ON k.key = p.kind
JOIN person_texts AS g ON g.key = p.grounds
WHERE p.named;
