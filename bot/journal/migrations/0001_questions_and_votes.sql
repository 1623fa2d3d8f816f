-- The id is made of the time and chance, never used again: an old button must not vote for another answer.
CREATE TABLE asked (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,              -- milliseconds since 1970, UTC
    user       TEXT,                          -- a pseudonym
    text       TEXT,                          -- masked; NULL if texts are not kept
    normalized TEXT NOT NULL DEFAULT '',      -- misses are grouped by it
    language   TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    entry      TEXT,
    shown      TEXT NOT NULL DEFAULT '[]',    -- ids of the choices, JSON
    confidence REAL NOT NULL,                 -- 0 to 1
    micros     INTEGER NOT NULL               -- from the update to the reply
) STRICT;
CREATE INDEX asked_at ON asked (at);
CREATE INDEX asked_user ON asked (user) WHERE user IS NOT NULL;

CREATE TABLE votes (
    answer INTEGER NOT NULL REFERENCES asked (id) ON DELETE CASCADE,
    user   TEXT NOT NULL,
    value  INTEGER NOT NULL CHECK (value IN (-1, 1)),
    at     INTEGER NOT NULL,
    PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_user ON votes (user);
