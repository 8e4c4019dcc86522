-- Which messages each topic has heard. The keys of messages are ordered by time.

-- How far the journal has been read for topics.
CREATE TABLE topic_progress (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    seq          BIGINT NOT NULL
) {clustered};

-- What the hits of a topic meet, and how much of what was said before it was made has been held against it.
CREATE TABLE topic_reading (
    workspace_id BIGINT NOT NULL,
    topic_id     BIGINT NOT NULL,
    query        TEXT   NOT NULL,
    below        BIGINT NOT NULL,  -- messages with lower keys have not been; 0: all have
    PRIMARY KEY (workspace_id, topic_id)
) {clustered};

CREATE TABLE topic_hit (
    workspace_id BIGINT NOT NULL,
    topic_id     BIGINT NOT NULL,
    message_id   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, topic_id, message_id)
) {clustered};
CREATE INDEX topic_hit_message ON topic_hit (workspace_id, message_id, topic_id);
