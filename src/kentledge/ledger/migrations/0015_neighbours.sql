-- Which words stand next to each other in an article, so that a phrase is looked for in few texts. All of this is worked
-- out from the texts (see ledger/neighbours.py), and can be worked out again.

-- The pairs of words of an article, each as one of 2,048 numbers: a bit for each number. Here until there are enough.
CREATE TABLE neighbours_waiting (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    pairs BLOB NOT NULL
);

-- The same of 3,968 articles at a time, turned: for each number the articles that have it, a bit for each. key: 2,048
-- times the number of the block, plus that of the pair. The first block has the articles 1 to 3968.
CREATE TABLE neighbours (
    key INTEGER PRIMARY KEY,
    articles BLOB NOT NULL
);

-- With the article beside it, a walk from the newest on need not look up each reading.
DROP INDEX readings_by_date;
CREATE INDEX readings_by_date ON readings (published, key, article);
