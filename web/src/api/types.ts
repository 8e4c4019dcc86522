// The shapes of the HTTP API. Ids are decimal strings, times RFC 3339 UTC strings; absent is null.
export type Role = 'owner' | 'admin' | 'agent' | 'viewer';
export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  created_at: string;
  disabled_at: string | null;
  last_seen_at: string | null;
}
export interface Me {
  member: Member;
  workspace: Workspace;
  workspaces: (Workspace & { role: Role })[];
  preferences: Preferences;
  csrf?: never;
}
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  shortcuts: 'on' | 'focus' | 'off';
  keys: Record<string, string>;
  locale: string | null;
  views: Record<string, unknown>;
}
export interface Browser {
  id: string;
  agent: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}
export interface Workspace {
  id: string;
  name: string;
  created_at: string;
}
export interface Invitation {
  id: string;
  email: string;
  role: Role;
  invited_by: string;
  created_at: string;
  expires_at: string;
  accepted_at: string | null;
  link?: string; /* only in the answer to POST */
}
export interface ApiKey {
  id: string;
  name: string;
  role: Role;
  prefix: string;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
  secret?: string; /* only once */
}

export interface Network {
  id: string;
  label: string;
  help: string;
  visibility: 'public' | 'private';
  connectable: boolean;
  limits: {
    characters: number;
    counting: 'none' | 'graphemes' | 'weighted';
    attachments: number;
    attachment_bytes: number;
  };
  can: {
    receive: boolean;
    reply: boolean;
    start: boolean;
    subject: boolean;
    html: boolean;
    attach: boolean;
    direct_message: boolean;
    repost: boolean;
    like: boolean;
    edit: boolean;
    erase: boolean;
  };
  options: {
    key: string;
    label: string;
    help: string;
    type: 'text' | 'secret' | 'number' | 'choice' | 'flag' | 'url' | 'address';
    required: boolean;
    fallback: string;
    choices: string[];
    placeholder: string;
  }[];
}
export interface Channel {
  id: string;
  network: string;
  name: string;
  options: Record<string, string> /* secrets never; "" shown as set via secrets_set */;
  secrets_set: string[];
  state: 'connecting' | 'live' | 'waiting' | 'needs_login' | 'failed' | 'paused' | 'imported';
  notice: string | null;
  error: string | null;
  remedy: string | null;
  last_message_at: string | null;
  last_checked_at: string | null;
  lag_seconds: number | null /* of the newest message, if it came in while we were connected */;
  messages: number;
  quarantined: number;
  created_at: string;
}
export interface ChannelTest {
  ok: boolean;
  error: string | null;
  field: string | null;
  remedy: string | null;
  messages: { author: string; subject: string; text: string; sent_at: string }[];
}
export interface Quarantined {
  id: string;
  channel: string;
  channel_name: string;
  network: string;
  remote_id: string;
  why: string;
  size: number;
  retryable: boolean;
  at: string;
  retried_at: string | null;
  raw?: string; /* only GET one */
}
export interface AuditEntry {
  id: string;
  at: string;
  actor: string /* member name or "key NAME" or "system" */;
  actor_id: string | null;
  action: string;
  target: string;
  details: Record<string, unknown>;
}

export interface Identity {
  id: string;
  network: string;
  handle: string;
  name: string;
  avatar_url: string | null;
}
export interface Evidence {
  kind: string /* same_address | same_name | stated | member | verified_link … */;
  text: string /* one readable sentence */;
  weight: number;
}
export interface Link {
  id: string;
  identity: Identity;
  person: string;
  evidence: Evidence[];
  score: number /* 0..1 */;
  by: string /* "system" or member name */;
  at: string;
  undone_at: string | null;
  undone_by: string | null;
  undone_why: string | null;
}
export interface PersonRef {
  id: string;
  name: string;
  initials: string;
  hue: number; /* 0..359 */
}
export interface Person extends PersonRef {
  roles: string[];
  note: string;
  created_at: string;
  identities: (Identity & { link: Link })[];
  last_message_at: string | null;
  messages: number;
  conversations: number;
  open_conversations: number;
}
export interface PersonRow extends PersonRef {
  roles: string[];
  networks: string[];
  handles: string[];
  last_message_at: string | null;
  last_text: string;
  messages: number;
  open_conversations: number;
}
export interface Suggestion {
  id: string;
  person: PersonRef;
  other: PersonRef;
  identity: Identity /* of other */;
  evidence: Evidence[];
  score: number;
  at: string;
}
export interface LinkEvent {
  at: string;
  by: string;
  what: 'linked' | 'unlinked' | 'merged' | 'split' | 'suggested' | 'dismissed';
  text: string;
  link: Link | null;
}

export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  size: number;
  inline: boolean;
  content_id: string | null;
  description: string;
}
export interface Message {
  id: string;
  conversation: string;
  channel: string;
  network: string;
  author: Identity | null;
  member: { id: string; name: string } | null;
  person: PersonRef | null;
  direction: 'inbound' | 'outbound' | 'internal';
  visibility: 'public' | 'private';
  kind: 'personal' | 'auto-reply' | 'bounce' | 'list' | 'note';
  sent_at: string;
  received_at: string;
  subject: string;
  text: string;
  html: string | null;
  remote_images: number;
  quoted: string;
  signature: string;
  language: string | null;
  url: string | null;
  reply_to: string | null;
  recipients: Identity[];
  attachments: Attachment[];
  deleted_at: string | null;
  extra: Record<string, unknown>;
  delivery: {
    state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
    at: string;
    error: string | null;
    undo_until: string | null;
    attempts: number;
  } | null;
}
// records: append-only; the newest of each group is the state
export interface ConversationRecord {
  id: string;
  kind: 'closed' | 'reopened' | 'snoozed' | 'woken' | 'assigned' | 'unassigned' | 'labelled' | 'unlabelled' | 'merged';
  by: string;
  at: string;
  value: string; /* label, until, member name, other conversation, reason */
}
export interface ConversationRow {
  id: string;
  channel: string;
  channel_name: string;
  network: string;
  subject: string;
  person: PersonRef | null;
  identity: Identity | null;
  last_text: string;
  last_at: string;
  last_direction: 'inbound' | 'outbound' | 'internal';
  visibility: 'public' | 'private';
  messages: number;
  waiting_since: string | null /* first unanswered inbound */;
  assignee: { id: string; name: string } | null;
  labels: string[];
  snoozed_until: string | null;
  closed_at: string | null;
  unread: boolean;
  elsewhere: number /* other conversations of this person */;
  draft: boolean;
  failed: boolean /* a send failed or is unknown */;
  viewers: { member: string; name: string; typing: boolean }[];
}
// What this person said elsewhere, before the agent types.
export interface PriorContact {
  total: number;
  channels: number;
  unanswered: number;
  items: {
    conversation: string;
    network: string;
    channel_name: string;
    subject: string;
    text: string;
    at: string;
    state: 'open' | 'closed' | 'snoozed';
    answered: boolean;
    answered_by: string | null;
    linked_by: string; /* sentence: why we think it is the same person */
  }[];
}
// Where the author asks answers to go instead (Reply-To).
export interface Addressee {
  handle: string;
  name: string;
}
export interface Conversation extends ConversationRow {
  records: ConversationRecord[];
  prior: PriorContact;
  suggestions: Suggestion[];
  draft_text: Draft | null;
  reply: { allowed: boolean; why_not: string | null; to: Identity | null; instead: Addressee[]; cc: Identity[] };
}
export interface Draft {
  text: string;
  html: string | null;
  internal: boolean;
  attachments: Attachment[];
  updated_at: string;
}
export interface Counts {
  open: number;
  mine: number;
  unassigned: number;
  snoozed: number;
  closed: number;
  failed: number;
  all: number;
  channels: Record<string, number>;
  labels: Record<string, number>;
}
export interface SavedView {
  id: string;
  name: string;
  query: string;
  shared: boolean;
}
export interface SearchHit {
  message: Message;
  conversation: ConversationRow;
  matches: [number, number][] /* UTF-16 ranges in snippet */;
  snippet: string;
}
export interface Import {
  id: string;
  format: string;
  files: string[];
  state: 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'interrupted' | 'undoing' | 'undone';
  read: number;
  total: number /* bytes */;
  added: number;
  existing: number;
  refused: number;
  refusals: { place: string; why: string }[] /* first 100 */;
  columns: string[];
  rows: string[][];
  suggestion: Record<string, string>;
  chosen: Record<string, string>;
  owner: string;
  error: string | null;
  undo_until: string | null;
  created_at: string;
  finished_at: string | null;
  by: string;
}
export interface TimelineItem {
  message: Message;
  conversation: { id: string; subject: string; channel_name: string; network: string; closed_at: string | null };
}

// Bodies of writes
export interface NewMessage {
  text: string;
  html?: string | null;
  internal?: boolean;
  attachments?: string[];
  close?: boolean;
  seen?:
    | string
    | null; /* id of newest message the writer has seen: 409 with code "conflict" and the newer ones in `newer: Message[]` otherwise; resend with the new id */
}
export interface NewConversation {
  channel?: string /* omitted for a note */;
  person?: string;
  to?: string /* handle */;
  to_name?: string;
  subject?: string;
  text: string;
  note_kind?: 'call' | 'visit' | 'letter' | 'other';
  direction?: 'inbound' | 'outbound';
  at?: string;
  attachments?: string[];
}
// Bulk over ids or over a query, undoable for 24 h
export interface Bulk {
  conversations?: string[];
  query?: string /* same syntax as GET /conversations */;
  action: 'close' | 'reopen' | 'assign' | 'unassign' | 'snooze' | 'label' | 'unlabel';
  value?: string;
}
export interface BulkResult {
  id: string;
  changed: number;
  undo_until: string;
}
