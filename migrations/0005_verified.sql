-- Who is who, proven: what people say of themselves on their networks, who was found to be somebody else, and
-- whom we asked.

CREATE TABLE claim (
    workspace_id BIGINT  NOT NULL,
    id           BIGINT  NOT NULL,
    identity_id  BIGINT  NOT NULL,  -- who says so
    kind         TEXT    NOT NULL,  -- rel_me, bio, domain, signed
    says         TEXT    NOT NULL,  -- the handle or address, as it stands there
    network      TEXT,              -- of the handle, where whoever says so knows it
    verified     INTEGER NOT NULL,  -- 1: the network has checked it
    at           BIGINT  NOT NULL,
    weighed_at   BIGINT,            -- compared with whom we know; null: not yet
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, identity_id, kind, says)
) {clustered};
CREATE INDEX claim_new ON claim (workspace_id, id) WHERE weighed_at IS NULL;

-- Which handles a claim may mean, in the canonical spelling of each network that can read it.
CREATE TABLE claim_target (
    workspace_id BIGINT NOT NULL,
    network      TEXT   NOT NULL,
    handle       TEXT   NOT NULL,
    claim_id     BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, network, handle, claim_id)
) {clustered};
-- A claim may name a handle by what people call it.
CREATE INDEX identity_shown ON identity (workspace_id, network, shown) WHERE shown IS NOT NULL;
CREATE INDEX claim_target_of ON claim_target (workspace_id, claim_id);

-- Pairs of handles that are two humans, as a member or one of them said: never suggested again.
CREATE TABLE apart (
    workspace_id BIGINT NOT NULL,
    first_id     BIGINT NOT NULL,  -- identity, the lower id of the two
    second_id    BIGINT NOT NULL,
    made_by      TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, first_id, second_id)
) {clustered};

-- The question whether two handles are one human, and how it was answered.
CREATE TABLE confirmation (
    workspace_id      BIGINT  NOT NULL,
    id                BIGINT  NOT NULL,
    first_id          BIGINT  NOT NULL,  -- identity that is asked first
    second_id         BIGINT  NOT NULL,  -- identity that is written to once the first has said yes
    state             TEXT    NOT NULL,  -- asked, half, confirmed, denied, withdrawn, failed
    asked_by          TEXT    NOT NULL,
    member_id         BIGINT,
    base              TEXT    NOT NULL,  -- the address of this house, as the member who asked sees it
    in_full           INTEGER NOT NULL,  -- 0: the other handle is named only in part where it is private
    first_message_id  BIGINT,
    second_message_id BIGINT,
    first_hash        TEXT,              -- of the word in each link
    second_hash       TEXT,
    kept              {blob},            -- sealed: both words and the code; null once it has ended
    wrong             INTEGER NOT NULL DEFAULT 0,  -- codes that were not the code
    asked_at          BIGINT  NOT NULL,
    first_at          BIGINT,            -- when the first handle said yes
    ended_at          BIGINT,
    expires_at        BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
) {clustered};
CREATE INDEX confirmation_first ON confirmation (workspace_id, first_id);
CREATE INDEX confirmation_second ON confirmation (workspace_id, second_id);
CREATE INDEX confirmation_first_word ON confirmation (first_hash) WHERE first_hash IS NOT NULL;
CREATE INDEX confirmation_second_word ON confirmation (second_hash) WHERE second_hash IS NOT NULL;
