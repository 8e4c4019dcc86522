-- 1: nobody speaks to us in this conversation, we only hear it. Counted apart (inbox_count: heard) while it is not
-- closed.
ALTER TABLE inbox_row ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
CREATE INDEX inbox_row_heard ON inbox_row (workspace_id, last_message_id) WHERE heard = 1;
