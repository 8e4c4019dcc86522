-- 1: the identity wrote a message of ours. Who only writes for us is nobody we talk with, and has no row in person_row.
-- What stands here is read again from the journal.
DROP TABLE identity_message;
CREATE TABLE identity_message (
    workspace_id BIGINT  NOT NULL,
    identity_id  BIGINT  NOT NULL,
    message_id   BIGINT  NOT NULL,
    ours         INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, identity_id, message_id)
) {clustered};
ALTER TABLE identity_total ADD COLUMN ours BIGINT NOT NULL DEFAULT 0;
DELETE FROM identity_total;
DELETE FROM index_progress;
