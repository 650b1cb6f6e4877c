-- Refusals of clients (R163-R170, R130-R132): why, on which step, and when one comes back.
CREATE TABLE refusal_reason (
    id UUID PRIMARY KEY NOT NULL,
    -- one that every base has; called in the reader's language
    code TEXT NULL UNIQUE,
    -- what the company calls it
    name TEXT NULL,
    -- one comes back within so many days; none: it is final
    from_days BIGINT NULL,
    to_days BIGINT NULL,
    trap TEXT NULL,
    asks_competitor BOOLEAN NOT NULL,
    asks_product BOOLEAN NOT NULL,
    position BIGINT NOT NULL,
    archived BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL
);
-- the same as `domain::refusal::Preset`
-- only: sqlite
INSERT INTO refusal_reason (id, code, from_days, to_days, trap, asks_competitor, asks_product, position, version)
VALUES
    (X'00430000000070008000000000000001', 'no_budget', 60, 90, NULL, FALSE, FALSE, 1, 1),
    (X'00430000000070008000000000000002', 'has_supplier', 90, 180, 'supplier', TRUE, FALSE, 2, 1),
    (X'00430000000070008000000000000003', 'too_expensive', 90, 180, NULL, TRUE, TRUE, 3, 1),
    (X'00430000000070008000000000000004', 'not_planned', 60, 120, NULL, FALSE, FALSE, 4, 1),
    (X'00430000000070008000000000000005', 'does_not_fit', 180, 365, 'catalogue', FALSE, TRUE, 5, 1),
    (X'00430000000070008000000000000006', 'not_interested', 730, 730, NULL, FALSE, FALSE, 6, 1),
    (X'00430000000070008000000000000007', 'delivery_terms', 90, 180, NULL, FALSE, TRUE, 7, 1),
    (X'00430000000070008000000000000008', 'head_office', 365, 365, NULL, FALSE, FALSE, 8, 1),
    (X'00430000000070008000000000000009', 'not_told', 90, 90, NULL, FALSE, FALSE, 9, 1);
-- end
-- only: postgres
INSERT INTO refusal_reason (id, code, from_days, to_days, trap, asks_competitor, asks_product, position, version)
VALUES
    ('00430000-0000-7000-8000-000000000001', 'no_budget', 60, 90, NULL, FALSE, FALSE, 1, 1),
    ('00430000-0000-7000-8000-000000000002', 'has_supplier', 90, 180, 'supplier', TRUE, FALSE, 2, 1),
    ('00430000-0000-7000-8000-000000000003', 'too_expensive', 90, 180, NULL, TRUE, TRUE, 3, 1),
    ('00430000-0000-7000-8000-000000000004', 'not_planned', 60, 120, NULL, FALSE, FALSE, 4, 1),
    ('00430000-0000-7000-8000-000000000005', 'does_not_fit', 180, 365, 'catalogue', FALSE, TRUE, 5, 1),
    ('00430000-0000-7000-8000-000000000006', 'not_interested', 730, 730, NULL, FALSE, FALSE, 6, 1),
    ('00430000-0000-7000-8000-000000000007', 'delivery_terms', 90, 180, NULL, FALSE, TRUE, 7, 1),
    ('00430000-0000-7000-8000-000000000008', 'head_office', 365, 365, NULL, FALSE, FALSE, 8, 1),
    ('00430000-0000-7000-8000-000000000009', 'not_told', 90, 90, NULL, FALSE, FALSE, 9, 1);
-- end

CREATE TABLE refusal (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    reason_id UUID NOT NULL REFERENCES refusal_reason (id),
    -- what was behind it, when it was a trap
    real_reason_id UUID NULL REFERENCES refusal_reason (id),
    day TEXT NOT NULL,
    -- of the funnel
    step TEXT NULL,
    deal_id UUID NULL REFERENCES deal (id),
    interaction_id UUID NULL REFERENCES interaction (id),
    -- whose client it was
    manager_id UUID NULL,
    competitor_id UUID NULL REFERENCES competitor (id),
    product_id UUID NULL REFERENCES product (id),
    product_group_id UUID NULL REFERENCES product_group (id),
    asked_for TEXT NULL,
    -- what we do have of it
    had_product_id UUID NULL REFERENCES product (id),
    return_day TEXT NULL,
    said_product TEXT NULL,
    said_staff TEXT NULL,
    said_sale TEXT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE refusal ALTER COLUMN day TYPE TEXT COLLATE "C";
ALTER TABLE refusal ALTER COLUMN return_day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX refusal_client ON refusal (client_id, day, id);
CREATE INDEX refusal_day ON refusal (day, id);
CREATE INDEX refusal_interaction ON refusal (interaction_id) WHERE interaction_id IS NOT NULL;

-- When one comes back to the client: the day of its last refusal, until something better happens.
ALTER TABLE client ADD COLUMN returns_at BIGINT NULL;
CREATE INDEX client_returns ON client (manager_id, returns_at) WHERE returns_at IS NOT NULL;

-- What was refused before there were reasons.
-- only: sqlite
INSERT INTO refusal (id, client_id, reason_id, day, interaction_id, manager_id, version, created_at,
    created_by, updated_at, deleted_at)
SELECT id, client_id, X'00430000000070008000000000000009', date(happened_at / 1000000, 'unixepoch'),
    id, created_by, 1, created_at, created_by, updated_at, deleted_at
FROM interaction WHERE outcome IN ('refused', 'stopped');
-- end
-- only: postgres
INSERT INTO refusal (id, client_id, reason_id, day, interaction_id, manager_id, version, created_at,
    created_by, updated_at, deleted_at)
SELECT id, client_id, CAST('00430000-0000-7000-8000-000000000009' AS UUID),
    to_char(to_timestamp(happened_at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
    id, created_by, 1, created_at, created_by, updated_at, deleted_at
FROM interaction WHERE outcome IN ('refused', 'stopped');
-- end

-- Complaints (R169): who, what about, how far it is, what came of it.
CREATE TABLE complaint (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    day TEXT NOT NULL,
    person_id UUID NULL REFERENCES person (id),
    order_id UUID NULL REFERENCES orders (id),
    owner_id UUID NULL REFERENCES app_user (id),
    state TEXT NOT NULL,
    result TEXT NULL,
    closed_day TEXT NULL,
    closed_by UUID NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE complaint ALTER COLUMN day TYPE TEXT COLLATE "C";
ALTER TABLE complaint ALTER COLUMN closed_day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX complaint_client ON complaint (client_id);
CREATE INDEX complaint_day ON complaint (day, id);
CREATE INDEX orders_cancelled ON orders (day, id) WHERE status = 'cancelled';
CREATE INDEX order_line_returned ON order_line (order_id) WHERE quantity_milli < 0;
