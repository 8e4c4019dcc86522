-- The truth of every workspace. Times are UTC milliseconds, JSON is text, flags are records.
-- Every primary key starts with workspace_id, so that the tables can be distributed by it as they are.

-- Accounts -------------------------------------------------------------------------------------

CREATE TABLE workspace (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    name         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    signing_key  {blob} NOT NULL  -- sealed; tags references that only we can have made
) {clustered};

-- Members belong to the whole installation; a membership gives one of them a role in a workspace.
CREATE TABLE member (
    member_id     BIGINT NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    preferences   TEXT   NOT NULL DEFAULT '{}',
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT
) {clustered};

CREATE TABLE membership (
    workspace_id BIGINT NOT NULL,
    member_id    BIGINT NOT NULL,
    role         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    disabled_at  BIGINT,
    PRIMARY KEY (workspace_id, member_id)
) {clustered};
CREATE INDEX membership_of_member ON membership (member_id, workspace_id);

CREATE TABLE session (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    member_id  BIGINT NOT NULL,
    agent      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) {clustered};
CREATE INDEX session_of_member ON session (member_id);

CREATE TABLE invitation (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    email        TEXT   NOT NULL,
    role         TEXT   NOT NULL,
    token_hash   TEXT   NOT NULL,
    invited_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    accepted_at  BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX invitation_token ON invitation (token_hash);

CREATE TABLE api_key (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    role         TEXT   NOT NULL,
    prefix       TEXT   NOT NULL,
    key_hash     TEXT   NOT NULL,
    created_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at   BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX api_key_hash ON api_key (key_hash);

CREATE TABLE audit (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    actor_id     BIGINT,
    action       TEXT   NOT NULL,
    target       TEXT   NOT NULL,
    details      TEXT   NOT NULL,
    PRIMARY KEY (workspace_id, id)
) {clustered};

-- The answer to a write that carried an Idempotency-Key, kept for a day; status 0 while it is at work.
CREATE TABLE idempotency (
    workspace_id BIGINT  NOT NULL,
    actor        TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash TEXT    NOT NULL,
    status       INTEGER NOT NULL,
    answer       TEXT    NOT NULL,  -- sealed: it may hold a secret that is shown once
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, actor, key)
) {clustered};
CREATE INDEX idempotency_age ON idempotency (created_at);

-- The journal and durable work -------------------------------------------------------------------

CREATE TABLE event (
    workspace_id BIGINT NOT NULL,
    seq          BIGINT NOT NULL,  -- counts from 1 in each workspace, without gaps
    at           BIGINT NOT NULL,
    type         TEXT   NOT NULL,
    payload      TEXT   NOT NULL,
    PRIMARY KEY (workspace_id, seq)
) {clustered};

CREATE TABLE job (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    state        TEXT   NOT NULL,  -- queued, sending, sent, failed, unknown, cancelled
    channel_id   BIGINT,
    message_id   BIGINT,
    payload      TEXT   NOT NULL,
    run_at       BIGINT NOT NULL,
    attempts     BIGINT NOT NULL DEFAULT 0,
    lease_owner  TEXT,
    leased_until BIGINT,
    error        TEXT,
    changed_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX job_due ON job (run_at) WHERE state = 'queued';
CREATE INDEX job_underway ON job (leased_until) WHERE state IN ('sending', 'unknown');
CREATE UNIQUE INDEX job_of_message ON job (workspace_id, message_id) WHERE message_id IS NOT NULL;

-- Places and people ---------------------------------------------------------------------------------

CREATE TABLE channel (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    network      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    options      TEXT   NOT NULL,
    secrets      {blob},           -- sealed JSON object of the secret options
    paused_at    BIGINT,
    imported     BIGINT NOT NULL DEFAULT 0,
    created_at   BIGINT NOT NULL,
    removed_at   BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};

-- Where reading has got to; the state is what the owner of the channel must know.
CREATE TABLE channel_progress (
    workspace_id BIGINT NOT NULL,
    channel_id   BIGINT NOT NULL,
    cursor       TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    notice       TEXT,
    error        TEXT,
    checked_at   BIGINT,
    lease_owner  TEXT,
    leased_until BIGINT,
    PRIMARY KEY (workspace_id, channel_id)
) {clustered};

CREATE TABLE quarantine (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    channel_id   BIGINT NOT NULL,
    remote_id    TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    raw          {blob} NOT NULL,
    at           BIGINT NOT NULL,
    retried_at   BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, channel_id, remote_id)
) {clustered};

CREATE TABLE identity (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    network      TEXT   NOT NULL,
    handle       TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    avatar_url   TEXT,
    name_key     TEXT   NOT NULL,  -- folded, for finding look-alikes
    handle_key   TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, network, handle)
) {clustered};
CREATE INDEX identity_name ON identity (workspace_id, name_key);
CREATE INDEX identity_handle ON identity (workspace_id, handle_key);

CREATE TABLE person (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    roles        TEXT   NOT NULL DEFAULT '[]',
    note         TEXT   NOT NULL DEFAULT '',
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) {clustered};

-- Append-only: what ties an identity to a person, and why; undone by a row in unlink.
CREATE TABLE link (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    identity_id  BIGINT NOT NULL,
    person_id    BIGINT NOT NULL,
    evidence     TEXT   NOT NULL,  -- JSON array of {kind, text, weight}
    score        DOUBLE PRECISION NOT NULL,
    made_by      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    merge_id     BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX link_of_identity ON link (workspace_id, identity_id, id);
CREATE INDEX link_of_person ON link (workspace_id, person_id, id);

CREATE TABLE unlink (
    workspace_id BIGINT NOT NULL,
    link_id      BIGINT NOT NULL,
    made_by      TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, link_id)
) {clustered};

-- The one link of each identity that holds now.
CREATE TABLE standing_link (
    workspace_id BIGINT NOT NULL,
    identity_id  BIGINT NOT NULL,
    person_id    BIGINT NOT NULL,
    link_id      BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, identity_id)
) {clustered};
CREATE INDEX standing_link_person ON standing_link (workspace_id, person_id);

CREATE TABLE person_merge (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    survivor_id  BIGINT NOT NULL,
    other_id     BIGINT NOT NULL,
    made_by      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    undone_by    TEXT,
    undone_at    BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX person_merge_other ON person_merge (workspace_id, other_id);
CREATE INDEX person_merge_survivor ON person_merge (workspace_id, survivor_id);

CREATE TABLE suggestion (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    person_id    BIGINT NOT NULL,
    identity_id  BIGINT NOT NULL,  -- of somebody else, perhaps the same human
    evidence     TEXT   NOT NULL,
    score        DOUBLE PRECISION NOT NULL,
    at           BIGINT NOT NULL,
    decision     TEXT,
    decided_by   TEXT,
    decided_at   BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, person_id, identity_id)
) {clustered};
CREATE INDEX suggestion_identity ON suggestion (workspace_id, identity_id);

-- What was said ----------------------------------------------------------------------------------------

CREATE TABLE conversation (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    channel_id   BIGINT NOT NULL,
    subject      TEXT   NOT NULL,
    key          TEXT,             -- messages with the same key in one channel belong together
    created_at   BIGINT NOT NULL,
    merged_into  BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE UNIQUE INDEX conversation_key ON conversation (workspace_id, channel_id, key) WHERE key IS NOT NULL;

CREATE TABLE message (
    workspace_id    BIGINT NOT NULL,
    id              BIGINT NOT NULL,  -- ordered by sent_at
    conversation_id BIGINT NOT NULL,
    channel_id      BIGINT NOT NULL,
    remote_id       TEXT,             -- null for internal notes and for what is not sent yet
    author_id       BIGINT,           -- identity; null when a member wrote it
    member_id       BIGINT,
    recipient_id    BIGINT,           -- identity whom an outbound message answers or addresses
    direction       TEXT   NOT NULL,
    visibility      TEXT   NOT NULL,
    kind            TEXT   NOT NULL,
    sent_at         BIGINT NOT NULL,
    received_at     BIGINT NOT NULL,
    reply_to        BIGINT,
    reply_to_remote TEXT,
    subject         TEXT   NOT NULL,
    text            TEXT   NOT NULL,
    html            TEXT,
    quoted          TEXT,
    signature       TEXT,
    language        TEXT,
    url             TEXT,
    extra           TEXT,
    import_id       BIGINT,
    deleted_at      BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE UNIQUE INDEX message_remote ON message (workspace_id, channel_id, remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX message_thread ON message (workspace_id, conversation_id, id, direction);
CREATE INDEX message_orphan ON message (workspace_id, channel_id, reply_to_remote) WHERE reply_to_remote IS NOT NULL;
CREATE INDEX message_import ON message (workspace_id, import_id) WHERE import_id IS NOT NULL;

-- A parent that is not here yet, and the conversation that waits for it.
CREATE TABLE awaited (
    workspace_id    BIGINT NOT NULL,
    channel_id      BIGINT NOT NULL,
    remote_id       TEXT   NOT NULL,
    conversation_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, channel_id, remote_id)
) {clustered};
CREATE INDEX awaited_by ON awaited (workspace_id, conversation_id);

CREATE TABLE participant (
    workspace_id    BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    identity_id     BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, conversation_id, identity_id)
) {clustered};
CREATE INDEX participant_identity ON participant (workspace_id, identity_id, conversation_id);

CREATE TABLE attachment (
    workspace_id BIGINT  NOT NULL,
    id           BIGINT  NOT NULL,
    message_id   BIGINT,             -- null while it waits in a draft
    name         TEXT    NOT NULL,
    media_type   TEXT    NOT NULL,
    content_id   TEXT,
    is_inline    INTEGER NOT NULL,
    description  TEXT    NOT NULL,
    size         BIGINT  NOT NULL,
    sha256       TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX attachment_message ON attachment (workspace_id, message_id);

-- The original bytes of a message, by content hash on disk, for "show the source" and for decoding anew.
CREATE TABLE source (
    workspace_id BIGINT NOT NULL,
    message_id   BIGINT NOT NULL,
    sha256       TEXT   NOT NULL,
    PRIMARY KEY (workspace_id, message_id)
) {clustered};

-- Closure, snooze, assignment, labels: append-only; the newest of each group is the state.
CREATE TABLE conversation_record (
    workspace_id    BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    kind            TEXT   NOT NULL,
    made_by         TEXT   NOT NULL,
    member_id       BIGINT,
    at              BIGINT NOT NULL,
    value           TEXT   NOT NULL,  -- reason, until (ms), label, member name, conversation id
    value_id        BIGINT,           -- the member assigned, the conversation merged
    bulk_id         BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX conversation_record_of ON conversation_record (workspace_id, conversation_id, id);
CREATE INDEX conversation_record_bulk ON conversation_record (workspace_id, bulk_id) WHERE bulk_id IS NOT NULL;

CREATE TABLE bulk (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    action       TEXT   NOT NULL,
    value        TEXT   NOT NULL,
    made_by      TEXT   NOT NULL,
    member_id    BIGINT,
    at           BIGINT NOT NULL,
    undone_at    BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};

CREATE TABLE label (
    workspace_id BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, name)
) {clustered};

CREATE TABLE saved_view (
    workspace_id BIGINT  NOT NULL,
    id           BIGINT  NOT NULL,
    member_id    BIGINT  NOT NULL,
    name         TEXT    NOT NULL,
    query        TEXT    NOT NULL,
    shared       INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, id)
) {clustered};

CREATE TABLE draft (
    workspace_id    BIGINT  NOT NULL,
    conversation_id BIGINT  NOT NULL,
    member_id       BIGINT  NOT NULL,
    text            TEXT    NOT NULL,
    html            TEXT,
    internal        INTEGER NOT NULL,
    attachments     TEXT    NOT NULL,  -- JSON array of attachment ids
    updated_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, conversation_id, member_id)
) {clustered};

CREATE TABLE reading (
    workspace_id    BIGINT NOT NULL,
    member_id       BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    message_id      BIGINT NOT NULL,
    at              BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, member_id, conversation_id)
) {clustered};

CREATE TABLE import_run (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    format       TEXT   NOT NULL,
    files        TEXT   NOT NULL,
    options      TEXT   NOT NULL,
    channel_id   BIGINT,
    state        TEXT   NOT NULL,  -- uploaded, running, done, failed, undone
    bytes_read   BIGINT NOT NULL DEFAULT 0,
    bytes_total  BIGINT NOT NULL DEFAULT 0,
    added        BIGINT NOT NULL DEFAULT 0,
    existing     BIGINT NOT NULL DEFAULT 0,
    refused      BIGINT NOT NULL DEFAULT 0,
    refusals     TEXT   NOT NULL DEFAULT '[]',
    error        TEXT,
    made_by      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
