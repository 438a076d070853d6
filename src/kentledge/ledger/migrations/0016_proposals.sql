-- Who may be one is worked out anew for those persons of a block who have changed, not for the whole block. All of this is
-- worked out from other tables (see edits/persons/ask.py), and so may change; what was proposed is worked out once more.

DROP TABLE person_proposals;
DROP TABLE person_unasked;

-- What is still to be asked about: of a block the persons who have changed, by key, or 0 for all of them.
CREATE TABLE person_unasked (
    block INTEGER NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (block, person)
) WITHOUT ROWID;
INSERT INTO person_unasked (block, person) SELECT DISTINCT block, 0 FROM person_profiles WHERE block IS NOT NULL;

-- Pairs who may be one, rank 0 the best grounds. part: 1 where `one` has an incomplete name only, 2 where both have (see
-- edits/proposals.py). one_place, other_place: of the two persons, which order the pairs of a block. place and turn order
-- the blocks. alike: how many more there are of the kind of `one`.
CREATE TABLE person_proposals (
    block INTEGER NOT NULL,
    part INTEGER NOT NULL,
    one_place INTEGER NOT NULL,
    other_place INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    place INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    says INTEGER NOT NULL REFERENCES person_texts (key),
    alike INTEGER NOT NULL,
    PRIMARY KEY (block, part, one_place, other_place)
) WITHOUT ROWID;
CREATE INDEX person_proposals_by_rank ON person_proposals (rank, place, turn, block, part, one_place, other_place);
