-- Articles and what was read in them.
--
-- `key` is the row's number in this file and what foreign keys point to; `id` is the identifier that the record has in
-- the reading (format 1). `start` and `end` count characters of articles.text from 0, end exclusive, so that
-- substr(text, start + 1, "end" - start) is the quotation. `position` numbers the members of a list from 0.

-- The text that all offsets refer to. What a reading took for its title, date and outlet stands in `readings`.
CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
);

-- Where the text of an article was read from: paths and addresses. Times are UTC, ISO 8601.
CREATE TABLE article_sources (
    article INTEGER NOT NULL REFERENCES articles (key),
    source TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (article, source)
) WITHOUT ROWID;

-- One pass over one article by one state of the program: kentledge, reader and lexicons are versions.
CREATE TABLE readings (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    kentledge TEXT NOT NULL,
    reader TEXT NOT NULL,
    lexicons TEXT NOT NULL,
    read_at TEXT NOT NULL,
    title TEXT,
    title_start INTEGER,
    title_end INTEGER,
    dateline TEXT,
    dateline_start INTEGER,
    dateline_end INTEGER,
    published TEXT,
    outlet TEXT,
    author TEXT,
    url TEXT,
    UNIQUE (article, kentledge, reader, lexicons),
    CHECK (title_start >= 0 AND title_end > title_start),
    CHECK (dateline_start >= 0 AND dateline_end > dateline_start)
);

-- Stretches that were kept but not read for statements. why: caption, credit, boilerplate.
CREATE TABLE excluded (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    why TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) WITHOUT ROWID;

-- kind: person, organisation, government, group, document, unknown.
CREATE TABLE speakers (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    affiliation TEXT,
    kind TEXT NOT NULL,
    UNIQUE (reading, id)
);

CREATE TABLE speaker_mentions (
    speaker INTEGER NOT NULL REFERENCES speakers (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (speaker, position)
) WITHOUT ROWID;

-- kind: direct, indirect, mixed. The words are those at the statement's content spans (see current_statements); `text`
-- is filled only where a reading gave other words, which `check` reports.
CREATE TABLE statements (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    id TEXT NOT NULL,
    speaker INTEGER REFERENCES speakers (key),
    kind TEXT NOT NULL,
    venue TEXT,
    when_said TEXT,
    text TEXT,
    UNIQUE (reading, id)
);

CREATE TABLE statement_spans (
    statement INTEGER NOT NULL REFERENCES statements (key),
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content')),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;

-- direction: for, against, neutral.
CREATE TABLE judgements (
    key INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL REFERENCES statements (key),
    direction TEXT
);
CREATE INDEX judgements_of_statement ON judgements (statement);

-- The probability (0 to 1) that a named scale gives the phrase; already that of the negated phrase where negated.
CREATE TABLE estimatives (
    judgement INTEGER NOT NULL REFERENCES judgements (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    phrase TEXT NOT NULL,
    negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
    scale TEXT NOT NULL,
    low REAL NOT NULL,
    best REAL NOT NULL,
    high REAL NOT NULL,
    PRIMARY KEY (judgement, position)
) WITHOUT ROWID;

CREATE TABLE horizons (
    judgement INTEGER PRIMARY KEY REFERENCES judgements (key),
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    label TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT
);

CREATE TABLE fronts (
    judgement INTEGER NOT NULL REFERENCES judgements (key),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (judgement, position)
) WITHOUT ROWID;

-- kind: agrees, disagrees. The span is that of the words that say so.
CREATE TABLE relations (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    from_speaker INTEGER NOT NULL REFERENCES speakers (key),
    to_speaker INTEGER NOT NULL REFERENCES speakers (key),
    kind TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start)
);
CREATE INDEX relations_of_reading ON relations (reading);

CREATE TABLE relation_statements (
    relation INTEGER NOT NULL REFERENCES relations (key),
    position INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (key),
    PRIMARY KEY (relation, position)
) WITHOUT ROWID;

-- low NULL is unbounded below, high NULL unbounded above; per_value and per_unit are the reference of a rate ("per
-- million tonnes"); change: up, down; of_what: the thing measured; plain: a small bare count or an age. `text` is
-- filled only where it is not the words at the span.
CREATE TABLE quantities (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    id TEXT NOT NULL,
    statement INTEGER REFERENCES statements (key),
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    text TEXT,
    low REAL,
    high REAL,
    unit TEXT NOT NULL,
    per_value REAL,
    per_unit TEXT,
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
    change TEXT,
    of_what TEXT,
    plain INTEGER NOT NULL CHECK (plain IN (0, 1)),
    UNIQUE (reading, id),
    CHECK ((per_value IS NULL) = (per_unit IS NULL))
);

CREATE TABLE deals (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    giver TEXT NOT NULL,
    receiver TEXT NOT NULL,
    item TEXT NOT NULL,
    in_return_for TEXT,
    modality TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    statement INTEGER REFERENCES statements (key),
    PRIMARY KEY (reading, position)
) WITHOUT ROWID;

-- verdict: implies, consistent, inconsistent.
CREATE TABLE checks (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    formula TEXT NOT NULL,
    low REAL,
    high REAL,
    unit TEXT NOT NULL,
    verdict TEXT NOT NULL,
    says TEXT NOT NULL
);
CREATE INDEX checks_of_reading ON checks (reading);

CREATE TABLE check_quantities (
    in_check INTEGER NOT NULL REFERENCES checks (key),
    position INTEGER NOT NULL,
    quantity INTEGER NOT NULL REFERENCES quantities (key),
    PRIMARY KEY (in_check, position)
) WITHOUT ROWID;

CREATE TABLE camps (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    label TEXT NOT NULL
);
CREATE INDEX camps_of_reading ON camps (reading);

CREATE TABLE camp_speakers (
    camp INTEGER NOT NULL REFERENCES camps (key),
    position INTEGER NOT NULL,
    speaker INTEGER NOT NULL REFERENCES speakers (key),
    PRIMARY KEY (camp, position)
) WITHOUT ROWID;

CREATE TABLE camp_statements (
    camp INTEGER NOT NULL REFERENCES camps (key),
    position INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (key),
    PRIMARY KEY (camp, position)
) WITHOUT ROWID;

CREATE TABLE findings (
    reading INTEGER PRIMARY KEY REFERENCES readings (key),
    text TEXT NOT NULL
);

CREATE TABLE finding_evidence (
    finding INTEGER NOT NULL REFERENCES findings (reading),
    position INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (key),
    PRIMARY KEY (finding, position)
) WITHOUT ROWID;
