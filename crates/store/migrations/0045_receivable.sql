-- What is open of orders that have left (R37): one line an order, kept by the product whenever
-- orders or payments of the client change. How old a debt is follows from the day it was due.
CREATE TABLE receivable (
    order_id UUID PRIMARY KEY NOT NULL REFERENCES orders (id),
    client_id UUID NOT NULL REFERENCES client (id),
    due_day TEXT NOT NULL,
    currency TEXT NOT NULL,
    open_minor BIGINT NOT NULL,
    base_open_minor BIGINT NOT NULL
);

-- On what terms a client is supplied (R174).
CREATE TABLE client_terms (
    client_id UUID PRIMARY KEY NOT NULL REFERENCES client (id),
    days BIGINT NULL,
    regime TEXT NOT NULL,
    limit_minor BIGINT NULL,
    prepaid_percent BIGINT NULL,
    document TEXT NULL,
    document_until TEXT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL
);

-- Clients that are not worked with until they pay (R173): each stay for itself.
CREATE TABLE blacklist (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    since_at BIGINT NOT NULL,
    -- none: the product, by the rule
    by_id UUID NULL REFERENCES app_user (id),
    reason TEXT NULL,
    -- what was late then, in the reporting currency
    late_minor BIGINT NOT NULL,
    ended_at BIGINT NULL,
    -- none: it paid
    ended_by UUID NULL REFERENCES app_user (id),
    ended_reason TEXT NULL
);
CREATE UNIQUE INDEX blacklist_open ON blacklist (client_id) WHERE ended_at IS NULL;
CREATE INDEX blacklist_client ON blacklist (client_id, since_at);

-- What was decided about the debt of a client (R175).
CREATE TABLE debt_decision (
    client_id UUID PRIMARY KEY NOT NULL REFERENCES client (id),
    third TEXT NOT NULL,
    note TEXT NULL,
    decided_by UUID NOT NULL REFERENCES app_user (id),
    decided_at BIGINT NOT NULL,
    -- what was owed then, in the reporting currency
    owed_minor BIGINT NOT NULL
);

-- only: postgres
ALTER TABLE receivable ALTER COLUMN due_day TYPE TEXT COLLATE "C";
ALTER TABLE client_terms ALTER COLUMN document_until TYPE TEXT COLLATE "C";
-- end
CREATE INDEX receivable_client ON receivable (client_id, due_day, base_open_minor);
CREATE INDEX receivable_due ON receivable (due_day, client_id, base_open_minor);
