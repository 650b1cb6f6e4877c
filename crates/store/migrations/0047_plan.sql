-- Planned turnover of a month (R136): of the company, a team, an employee.
CREATE TABLE sales_plan (
    -- as 2026-03
    month TEXT NOT NULL,
    -- company, team, user
    whose TEXT NOT NULL,
    -- of which team or employee; the nil identifier for the company
    of_id UUID NOT NULL,
    -- in the currency of reports
    amount_minor BIGINT NOT NULL,
    PRIMARY KEY (month, whose, of_id)
);
-- only: postgres
ALTER TABLE sales_plan ALTER COLUMN month TYPE TEXT COLLATE "C";
-- end
