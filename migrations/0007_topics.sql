-- What the company listens for.
CREATE TABLE topic (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    query        TEXT   NOT NULL,  -- as typed; docs/queries.md
    goal         TEXT   NOT NULL,  -- why it is listened for
    owner_id     BIGINT,           -- member who looks after it
    review_on    BIGINT,           -- when to ask whether it is still of use
    made_by      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    removed_at   BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
