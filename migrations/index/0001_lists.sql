-- Derived from the journal; may be deleted at any time and is then rebuilt.

CREATE TABLE index_progress (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    seq          BIGINT NOT NULL
) {clustered};

-- One row a conversation: all that the list shows and filters by.
CREATE TABLE inbox_row (
    workspace_id    BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    channel_id      BIGINT NOT NULL,
    subject         TEXT   NOT NULL,
    identity_id     BIGINT,          -- the one on the other side
    last_message_id BIGINT NOT NULL,
    last_direction  TEXT   NOT NULL,
    last_text       TEXT   NOT NULL,
    visibility      TEXT   NOT NULL,
    messages        BIGINT NOT NULL,
    inbound_id      BIGINT,          -- newest inbound message
    waiting_since   BIGINT,          -- sent_at of the first inbound message nobody has answered
    assignee_id     BIGINT,
    snoozed_until   BIGINT,
    closed_at       BIGINT,
    failed          BIGINT NOT NULL DEFAULT 0,  -- sends that failed or are in doubt
    PRIMARY KEY (workspace_id, conversation_id)
) {clustered};
CREATE INDEX inbox_row_newest ON inbox_row (workspace_id, last_message_id);
CREATE INDEX inbox_row_open ON inbox_row (workspace_id, last_message_id) WHERE closed_at IS NULL;
CREATE INDEX inbox_row_channel ON inbox_row (workspace_id, channel_id, last_message_id);
CREATE INDEX inbox_row_assignee ON inbox_row (workspace_id, assignee_id, last_message_id) WHERE assignee_id IS NOT NULL;
CREATE INDEX inbox_row_snoozed ON inbox_row (workspace_id, snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX inbox_row_failed ON inbox_row (workspace_id, last_message_id) WHERE failed > 0;

CREATE TABLE inbox_label (
    workspace_id    BIGINT NOT NULL,
    label           TEXT   NOT NULL,
    conversation_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, label, conversation_id)
) {clustered};
CREATE INDEX inbox_label_of ON inbox_label (workspace_id, conversation_id);

CREATE TABLE inbox_reading (
    workspace_id    BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    member_id       BIGINT NOT NULL,
    message_id      BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, conversation_id, member_id)
) {clustered};

-- Every message that an identity wrote or was written to: the timeline of a person is the union over
-- her identities, so that linking and unlinking move nothing here.
CREATE TABLE identity_message (
    workspace_id BIGINT NOT NULL,
    identity_id  BIGINT NOT NULL,
    message_id   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, identity_id, message_id)
) {clustered};

-- How often and how recently an identity was heard of.
CREATE TABLE identity_total (
    workspace_id    BIGINT NOT NULL,
    identity_id     BIGINT NOT NULL,
    messages        BIGINT NOT NULL,
    last_message_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, identity_id)
) {clustered};

-- One row a person: the list of people.
CREATE TABLE person_row (
    workspace_id    BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    name            TEXT   NOT NULL,
    name_key        TEXT   NOT NULL,
    last_message_id BIGINT NOT NULL,  -- 0: never said anything
    messages        BIGINT NOT NULL,
    networks        TEXT   NOT NULL,  -- space-separated
    handles         TEXT   NOT NULL,  -- folded, space-separated, for finding people
    PRIMARY KEY (workspace_id, person_id)
) {clustered};
CREATE INDEX person_row_newest ON person_row (workspace_id, last_message_id);
CREATE INDEX person_row_name ON person_row (workspace_id, name_key);
