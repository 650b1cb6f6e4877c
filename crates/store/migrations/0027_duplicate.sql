-- The last look through the base for cards that are one client. One row.
CREATE TABLE duplicate_sweep (
    id UUID PRIMARY KEY NOT NULL,
    made_at BIGINT NOT NULL,
    clients BIGINT NOT NULL,
    compared BIGINT NOT NULL,
    -- lists of equal values that were too long to follow
    lists_too_long BIGINT NOT NULL,
    found BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    group_count BIGINT NOT NULL,
    -- decisions the weights have learnt from
    lessons BIGINT NOT NULL
);

-- What it found worth a look, as it was compared then. The smaller identifier stands first.
CREATE TABLE duplicate_pair (
    a_id UUID NOT NULL REFERENCES client (id),
    b_id UUID NOT NULL REFERENCES client (id),
    -- thousandths of a bit, and millionths
    bits BIGINT NOT NULL,
    chance BIGINT NOT NULL,
    start_bits BIGINT NOT NULL,
    -- JSON: part, level, thousandths of a bit
    reasons TEXT NOT NULL,
    -- the levels of the comparison
    pattern BIGINT NOT NULL,
    -- fingerprints of what the cards were compared by
    a_mark BIGINT NOT NULL,
    b_mark BIGINT NOT NULL,
    -- the first card of the group both are in
    group_id UUID NULL,
    turn BIGINT NOT NULL,
    -- drawn by lot
    sampled BOOLEAN NOT NULL,
    PRIMARY KEY (a_id, b_id)
);
CREATE INDEX duplicate_pair_b ON duplicate_pair (b_id);
CREATE UNIQUE INDEX duplicate_pair_turn ON duplicate_pair (turn);
CREATE INDEX duplicate_pair_group ON duplicate_pair (group_id) WHERE group_id IS NOT NULL;

-- What people said of pairs.
CREATE TABLE duplicate_decision (
    id UUID PRIMARY KEY NOT NULL,
    a_id UUID NOT NULL REFERENCES client (id),
    b_id UUID NOT NULL REFERENCES client (id),
    verdict TEXT NOT NULL,
    -- of the pair when it was asked: what teaches, and by what it is measured how often the engine
    -- is right
    chance BIGINT NOT NULL,
    pattern BIGINT NOT NULL,
    -- the form of the patterns
    engine BIGINT NOT NULL,
    sampled BOOLEAN NOT NULL,
    a_mark BIGINT NOT NULL,
    b_mark BIGINT NOT NULL,
    merge_id UUID NULL REFERENCES client_merge (id),
    -- JSON: the group of companies that the cards were given, and what they had before
    relation TEXT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    undone_at BIGINT NULL,
    undone_by UUID NULL
);
CREATE INDEX duplicate_decision_pair ON duplicate_decision (a_id, b_id) WHERE undone_at IS NULL;
CREATE INDEX duplicate_decision_b ON duplicate_decision (b_id);
CREATE INDEX duplicate_decision_made ON duplicate_decision (made_at, id);
CREATE INDEX duplicate_decision_merge ON duplicate_decision (merge_id) WHERE merge_id IS NOT NULL;

-- Cards that were merged without asking, in one run, which is taken back as one.
CREATE TABLE duplicate_run (
    id UUID PRIMARY KEY NOT NULL,
    -- millionths: pairs of this chance and more
    chance BIGINT NOT NULL,
    job_id UUID NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NULL,
    -- cards that became one of another
    absorbed BIGINT NOT NULL,
    -- JSON: how many groups were left as they are, by why
    skipped TEXT NOT NULL,
    ended_at BIGINT NULL,
    undo_job_id UUID NULL,
    undone_at BIGINT NULL,
    undone_by UUID NULL
);
CREATE INDEX duplicate_run_made ON duplicate_run (made_at, id);

CREATE TABLE duplicate_run_merge (
    run_id UUID NOT NULL REFERENCES duplicate_run (id),
    merge_id UUID NOT NULL REFERENCES client_merge (id),
    place BIGINT NOT NULL,
    -- JSON: what was not as the merge had left it when the run was taken back
    conflicts TEXT NULL,
    tried BOOLEAN NOT NULL,
    PRIMARY KEY (run_id, merge_id)
);
CREATE INDEX duplicate_run_merge_merge ON duplicate_run_merge (merge_id);
