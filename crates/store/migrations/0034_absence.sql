-- Who is away, from when to when, and who stands in (R200): one absence of an employee at a time.
CREATE TABLE absence (
    user_id UUID PRIMARY KEY NOT NULL REFERENCES app_user (id),
    deputy_id UUID NOT NULL REFERENCES app_user (id),
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL
);
CREATE INDEX absence_deputy ON absence (deputy_id);
