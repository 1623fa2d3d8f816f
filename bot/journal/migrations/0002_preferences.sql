CREATE TABLE preferences (
    user     TEXT PRIMARY KEY,                -- a pseudonym
    language TEXT,
    style    TEXT,
    at       INTEGER NOT NULL                 -- milliseconds since 1970, UTC
) STRICT, WITHOUT ROWID;
