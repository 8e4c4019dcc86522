-- People who write in a window on the company's own page, and those who may no longer.

-- One row for each browser in which somebody began to talk.
CREATE TABLE visitor (
    workspace_id   BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    channel_id     BIGINT NOT NULL,
    token_hash     TEXT,            -- null once the session was ended
    handle         TEXT   NOT NULL, -- of the identity, which is made with the first words
    name           TEXT   NOT NULL,
    email          TEXT,
    carry_on_at    BIGINT,          -- when they agreed that answers may follow them by mail
    vouched        TEXT,            -- JSON of what the site signed; null: they say so themselves
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    seen_at        BIGINT NOT NULL, -- when their window was last open, within some seconds
    wrote_at       BIGINT,          -- the first words; a visitor without any is forgotten
    carried_to     BIGINT,          -- the newest answer that followed them
    carried_remote TEXT,            -- what it is called over there
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE UNIQUE INDEX visitor_token ON visitor (workspace_id, token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX visitor_handle ON visitor (workspace_id, channel_id, handle);
CREATE INDEX visitor_age ON visitor (expires_at);

-- Whom a member does not want to hear from any more; undone by a later time.
CREATE TABLE block (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    identity_id  BIGINT NOT NULL,
    made_by      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    undone_by    TEXT,
    undone_at    BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE UNIQUE INDEX block_standing ON block (workspace_id, identity_id) WHERE undone_at IS NULL;
