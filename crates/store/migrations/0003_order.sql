-- What is sold, to whom, and what has been paid. Sums named base_… are in the reporting currency,
-- at the rate of the day.

CREATE TABLE product_group (
    id UUID PRIMARY KEY NOT NULL,
    parent_id UUID NULL REFERENCES product_group (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX product_group_root ON product_group (name_key) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX product_group_leaf ON product_group (parent_id, name_key)
    WHERE parent_id IS NOT NULL;

CREATE TABLE product (
    id UUID PRIMARY KEY NOT NULL,
    -- the article number, by which orders from outside name it
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    -- the words of the name and the article number
    search_key TEXT NOT NULL,
    group_id UUID NULL REFERENCES product_group (id),
    unit TEXT NOT NULL,
    -- reporting currency, one unit; NULL: not known
    price_minor BIGINT NULL,
    cost_minor BIGINT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);

CREATE TABLE exchange_rate (
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    -- exact decimal: what one unit costs in units of the reporting currency
    rate TEXT NOT NULL,
    PRIMARY KEY (currency, day)
);

CREATE TABLE orders (
    id UUID PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    day TEXT NOT NULL,
    status TEXT NOT NULL,
    manager_id UUID NULL REFERENCES app_user (id),
    currency TEXT NOT NULL,
    rate TEXT NOT NULL,
    total_minor BIGINT NOT NULL,
    base_total_minor BIGINT NOT NULL,
    -- NULL: the cost of a line is not known
    margin_minor BIGINT NULL,
    -- whether a line sells something; a pure return does not
    is_sale BOOLEAN NOT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);

-- The last number given by the product itself.
CREATE TABLE order_number (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    last BIGINT NOT NULL
);
INSERT INTO order_number (id, last) VALUES (1, 0);

-- only: sqlite
CREATE TABLE order_line (
    order_id UUID NOT NULL REFERENCES orders (id),
    position BIGINT NOT NULL,
    product_id UUID NOT NULL REFERENCES product (id),
    quantity_milli BIGINT NOT NULL,
    price_minor BIGINT NOT NULL,
    discount_bp BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    base_amount_minor BIGINT NOT NULL,
    base_cost_minor BIGINT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT ROWID;
-- end
-- only: postgres
CREATE TABLE order_line (
    order_id UUID NOT NULL REFERENCES orders (id),
    position BIGINT NOT NULL,
    product_id UUID NOT NULL REFERENCES product (id),
    quantity_milli BIGINT NOT NULL,
    price_minor BIGINT NOT NULL,
    discount_bp BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    base_amount_minor BIGINT NOT NULL,
    base_cost_minor BIGINT NULL,
    PRIMARY KEY (order_id, position)
);
ALTER TABLE product ALTER COLUMN code TYPE TEXT COLLATE "C";
ALTER TABLE product ALTER COLUMN name_key TYPE TEXT COLLATE "C";
ALTER TABLE product_group ALTER COLUMN name_key TYPE TEXT COLLATE "C";
ALTER TABLE exchange_rate ALTER COLUMN day TYPE TEXT COLLATE "C";
ALTER TABLE orders ALTER COLUMN number TYPE TEXT COLLATE "C";
ALTER TABLE orders ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end

CREATE TABLE payment (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    order_id UUID NULL REFERENCES orders (id),
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    rate TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    base_amount_minor BIGINT NOT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);

-- What the column image of the analysis has to read again: each client whose orders changed, with
-- the number of its last change. The head says how far the numbers go, and since which of them
-- everything is new (after a bulk load); an image older than that is built afresh.
CREATE TABLE order_change (
    client_id UUID PRIMARY KEY NOT NULL,
    seq BIGINT NOT NULL
);
CREATE TABLE order_change_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    all_since BIGINT NOT NULL
);
INSERT INTO order_change_head (id, seq, all_since) VALUES (1, 0, 0);

-- only: postgres
ALTER TABLE payment ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end

CREATE UNIQUE INDEX product_by_code ON product (code) WHERE deleted_at IS NULL;
CREATE INDEX product_by_name ON product (name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX product_by_group ON product (group_id, name_key, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX orders_by_number ON orders (number) WHERE deleted_at IS NULL;
CREATE INDEX orders_by_day ON orders (day, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_by_total ON orders (base_total_minor, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_by_status ON orders (status, day, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_by_manager ON orders (manager_id, day, id) WHERE deleted_at IS NULL;
-- Also what a client has bought and owes, without touching the orders themselves.
CREATE INDEX orders_of_client
    ON orders (client_id, day, id, status, is_sale, currency, total_minor)
    WHERE deleted_at IS NULL;

CREATE INDEX payment_of_client ON payment (client_id, day, id, currency, amount_minor)
    WHERE deleted_at IS NULL;
CREATE INDEX payment_of_order ON payment (order_id, currency, amount_minor)
    WHERE deleted_at IS NULL AND order_id IS NOT NULL;
CREATE INDEX payment_by_day ON payment (day, id) WHERE deleted_at IS NULL;

CREATE INDEX order_change_seq ON order_change (seq);
