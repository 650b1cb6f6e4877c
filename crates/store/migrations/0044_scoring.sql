-- What a client is worth and how reliable it is (R171, R172), as of the last night.
CREATE TABLE client_score (
    client_id UUID PRIMARY KEY NOT NULL REFERENCES client (id),
    -- 0 to 100
    importance BIGINT NOT NULL,
    reliability BIGINT NOT NULL,
    importance_class TEXT NOT NULL,
    reliability_class TEXT NOT NULL,
    -- JSON: each sign that counted, with its points
    reasons TEXT NOT NULL,
    at BIGINT NOT NULL
);
