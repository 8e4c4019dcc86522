-- Systems that call us, and systems that we call.

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

CREATE TABLE hook (
    workspace_id  BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    url           TEXT   NOT NULL,
    description   TEXT   NOT NULL,
    events        TEXT   NOT NULL,  -- JSON array of what it hears
    secrets       {blob} NOT NULL,  -- sealed
    made_by       TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    since         BIGINT NOT NULL,  -- it hears what the journal has after this
    paused_at     BIGINT,
    paused_why    TEXT,             -- when no member paused it
    failing_since BIGINT,           -- nothing has been taken since then
    PRIMARY KEY (workspace_id, id)
) {clustered};

-- How far the journal has been read for the hooks of a workspace.
CREATE TABLE hook_progress (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    seq          BIGINT NOT NULL
) {clustered};

-- One event on its way to one hook. What it says is made when it is sent, so that nothing personal is kept twice.
CREATE TABLE hook_delivery (
    workspace_id BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    hook_id      BIGINT NOT NULL,
    seq          BIGINT NOT NULL,  -- of the event, 0 for a test
    type         TEXT   NOT NULL,
    at           BIGINT NOT NULL,  -- of the event
    state        TEXT   NOT NULL,  -- queued, sending, delivered, failed
    tries        BIGINT NOT NULL DEFAULT 0,  -- since it was queued last by somebody
    run_at       BIGINT NOT NULL,
    lease_owner  TEXT,
    leased_until BIGINT,
    ended_at     BIGINT,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE UNIQUE INDEX hook_delivery_event ON hook_delivery (workspace_id, hook_id, seq) WHERE seq > 0;
CREATE INDEX hook_delivery_of ON hook_delivery (workspace_id, hook_id, id);
CREATE INDEX hook_delivery_queue ON hook_delivery (workspace_id, hook_id, run_at, id) WHERE state = 'queued';
CREATE INDEX hook_delivery_due ON hook_delivery (run_at) WHERE state = 'queued';
CREATE INDEX hook_delivery_underway ON hook_delivery (leased_until) WHERE state = 'sending';
CREATE INDEX hook_delivery_ended ON hook_delivery (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE hook_attempt (
    workspace_id BIGINT NOT NULL,
    delivery_id  BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    status       BIGINT NOT NULL,  -- of the answer, 0 when there was none
    duration_ms  BIGINT NOT NULL,
    error        TEXT,
    answer       TEXT   NOT NULL,  -- its beginning
    PRIMARY KEY (workspace_id, delivery_id, id)
) {clustered};
