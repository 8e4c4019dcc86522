-- Systems that call us.

-- The address of a channel that is called: /hooks/{public_key}.
CREATE TABLE channel_key (
    workspace_id BIGINT NOT NULL,
    channel_id   BIGINT NOT NULL,
    public_key   TEXT   NOT NULL,
    PRIMARY KEY (workspace_id, channel_id)
) {clustered};
CREATE INDEX channel_key_public ON channel_key (public_key);

-- What was taken under a number of its sender's, so that it is taken once; forgotten after a week.
CREATE TABLE push_taken (
    workspace_id BIGINT NOT NULL,
    channel_id   BIGINT NOT NULL,
    push_id      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, channel_id, push_id)
) {clustered};
CREATE INDEX push_taken_age ON push_taken (at);
