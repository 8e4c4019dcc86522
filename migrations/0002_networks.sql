-- What social networks bring beside messages: edits, reactions, deeds, audiences, and logins at the network.

ALTER TABLE message ADD COLUMN edited_at BIGINT;
ALTER TABLE message ADD COLUMN audience TEXT;                  -- who may see it, in the network's own division
ALTER TABLE message ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;  -- 1: nobody spoke to us
-- Sends that are not known over there yet: what comes back from the network is compared with them.
CREATE INDEX job_of_channel ON job (workspace_id, channel_id) WHERE state IN ('sending', 'unknown');

-- Append-only: what a message said before it was changed.
CREATE TABLE message_edit (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    message_id   BIGINT NOT NULL,
    at           BIGINT NOT NULL,  -- when these words came to an end
    member_id    BIGINT,           -- who of us changed them, null when the author did
    subject      TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    html         TEXT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX message_edit_of ON message_edit (workspace_id, message_id, id);

-- What others did without words.
CREATE TABLE reaction (
    workspace_id  BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    channel_id    BIGINT NOT NULL,
    remote_id     TEXT   NOT NULL,
    identity_id   BIGINT NOT NULL,
    kind          TEXT   NOT NULL,  -- like, repost, follow, vote
    target_id     BIGINT,           -- message; null for a follow, and while it is not here
    target_remote TEXT,             -- the message, as long as it is not here
    at            BIGINT NOT NULL,
    undone_at     BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, channel_id, remote_id)
) {clustered};
CREATE INDEX reaction_target ON reaction (workspace_id, target_id) WHERE target_id IS NOT NULL;
CREATE INDEX reaction_identity ON reaction (workspace_id, identity_id, id);
CREATE INDEX reaction_orphan ON reaction (workspace_id, channel_id, target_remote) WHERE target_remote IS NOT NULL;

-- What a member did besides writing; its job says how far it is.
CREATE TABLE deed (
    workspace_id BIGINT  NOT NULL,
    id           BIGINT  NOT NULL,
    channel_id   BIGINT  NOT NULL,
    act          TEXT    NOT NULL,  -- like, repost, follow, edit, erase
    undo         INTEGER NOT NULL,
    message_id   BIGINT,            -- null for a follow
    identity_id  BIGINT,            -- whom, for a follow
    member_id    BIGINT,
    made_by      TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    job_id       BIGINT  NOT NULL,
    remote_id    TEXT,              -- of what was made over there
    subject      TEXT,              -- the words of an edit
    text         TEXT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX deed_message ON deed (workspace_id, message_id, id) WHERE message_id IS NOT NULL;
CREATE INDEX deed_identity ON deed (workspace_id, identity_id, id) WHERE identity_id IS NOT NULL;
CREATE INDEX deed_job ON deed (workspace_id, job_id);

-- What the connector learnt about its place: rate budget, lag, limits (JSON).
ALTER TABLE channel_progress ADD COLUMN health TEXT;

-- A login at a network that has begun; forgotten after an hour.
CREATE TABLE authorisation (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    network      TEXT   NOT NULL,
    channel_id   BIGINT,            -- the channel that needs a new login, if it is for one
    member_id    BIGINT NOT NULL,
    state_hash   TEXT   NOT NULL,   -- of the word that comes back from the network
    kept         {blob} NOT NULL,   -- sealed: what was typed, and what the network needs to hear again
    result       {blob},            -- sealed: options and secrets, until a channel takes them
    error        TEXT,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX authorisation_state ON authorisation (state_hash);
