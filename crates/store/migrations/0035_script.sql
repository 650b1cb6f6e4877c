-- What to say on a call (R133): the main idea, talks with branches, answers to objections.
CREATE TABLE script (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    segment_id UUID NULL REFERENCES segment (id),
    -- JSON: what is said, and where the answers lead
    steps TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX script_segment ON script (segment_id);
