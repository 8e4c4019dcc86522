-- How many conversations stand where, kept beside the rows: counting a million of them at each look takes too long.
-- kind: closed, open (by key ''), and of the open ones channel, assignee (by id as text, '0' nobody), label.

CREATE TABLE inbox_count (
    workspace_id  BIGINT NOT NULL,
    kind          TEXT   NOT NULL,
    key           TEXT   NOT NULL,
    conversations BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, kind, key)
) {clustered};

INSERT INTO inbox_count SELECT workspace_id, 'closed', '', count(*) FROM inbox_row WHERE closed_at IS NOT NULL GROUP BY workspace_id;
INSERT INTO inbox_count SELECT workspace_id, 'open', '', count(*) FROM inbox_row WHERE closed_at IS NULL GROUP BY workspace_id;
INSERT INTO inbox_count SELECT workspace_id, 'channel', CAST(channel_id AS TEXT), count(*) FROM inbox_row
    WHERE closed_at IS NULL GROUP BY workspace_id, channel_id;
INSERT INTO inbox_count SELECT workspace_id, 'assignee', CAST(coalesce(assignee_id, 0) AS TEXT), count(*) FROM inbox_row
    WHERE closed_at IS NULL GROUP BY workspace_id, assignee_id;
INSERT INTO inbox_count SELECT l.workspace_id, 'label', l.label, count(*) FROM inbox_label l
    JOIN inbox_row r ON r.workspace_id = l.workspace_id AND r.conversation_id = l.conversation_id
    WHERE r.closed_at IS NULL GROUP BY l.workspace_id, l.label;

-- Few are closed at first, and few wait in the end: neither is to be looked for among all.
CREATE INDEX inbox_row_closed ON inbox_row (workspace_id, last_message_id) WHERE closed_at IS NOT NULL;
CREATE INDEX inbox_row_waiting ON inbox_row (workspace_id, waiting_since) WHERE waiting_since IS NOT NULL AND closed_at IS NULL;
