-- What the last look through the base found worth a look among the people at clients. The smaller
-- identifier stands first.
CREATE TABLE person_pair (
    a_id UUID NOT NULL REFERENCES person (id),
    b_id UUID NOT NULL REFERENCES person (id),
    -- millionths, and thousandths of a bit
    chance BIGINT NOT NULL,
    start_bits BIGINT NOT NULL,
    -- JSON: part, level, thousandths of a bit
    reasons TEXT NOT NULL,
    -- the levels of the comparison
    pattern BIGINT NOT NULL,
    -- fingerprints of what the people were compared by
    a_mark BIGINT NOT NULL,
    b_mark BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    PRIMARY KEY (a_id, b_id)
);
CREATE INDEX person_pair_b ON person_pair (b_id);
CREATE UNIQUE INDEX person_pair_turn ON person_pair (turn);

-- What somebody said of two of them. One person: the absorbed one is deleted, what hung on it hangs
-- on the survivor, and each move is noted, so that it can be taken back.
CREATE TABLE person_decision (
    id UUID PRIMARY KEY NOT NULL,
    a_id UUID NOT NULL REFERENCES person (id),
    b_id UUID NOT NULL REFERENCES person (id),
    verdict TEXT NOT NULL,
    -- of the pair when it was asked; none: nothing was compared
    chance BIGINT NULL,
    pattern BIGINT NULL,
    -- the form of the pattern
    engine BIGINT NOT NULL,
    a_mark BIGINT NOT NULL,
    b_mark BIGINT NOT NULL,
    survivor_id UUID NULL REFERENCES person (id),
    -- the fields of the survivor that changed, JSON
    before TEXT NULL,
    after TEXT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    undone_at BIGINT NULL,
    undone_by UUID NULL
);
CREATE INDEX person_decision_pair ON person_decision (a_id, b_id) WHERE undone_at IS NULL;
CREATE INDEX person_decision_b ON person_decision (b_id);
CREATE INDEX person_decision_made ON person_decision (made_at, id);

CREATE TABLE person_move (
    decision_id UUID NOT NULL REFERENCES person_decision (id),
    -- the table of the record
    place TEXT NOT NULL,
    record_id UUID NOT NULL,
    -- the survivor has the same already: deleted instead of moved
    dropped BOOLEAN NOT NULL,
    PRIMARY KEY (decision_id, place, record_id)
);
