// Every call the page makes, one line each. Names follow the addresses.
import { address, call, fetched } from './http';
import type {
  ApiKey,
  Attachment,
  AuditEntry,
  Browser,
  Bulk,
  BulkResult,
  Channel,
  Conversation,
  ConversationRow,
  Counts,
  Draft,
  Import,
  Invitation,
  LinkEvent,
  Me,
  Member,
  Message,
  Network,
  NewConversation,
  NewMessage,
  Person,
  PersonRow,
  Preferences,
  Role,
  SavedView,
  SearchHit,
  Suggestion,
  TimelineItem,
  Workspace,
} from './types';

// What only Settings asks for is in calls.settings.ts, so that the first view does not carry it.
export interface Page<T> {
  items: T[];
  next: string | null;
}
export interface ListQuery {
  view?: string;
  channel?: string;
  label?: string;
  q?: string;
  order?: string;
  cursor?: string | null;
  limit?: number;
  [more: string]: string | number | null | undefined;
}
const get = <T>(path: string, query?: Record<string, string | number | null | undefined>, signal?: AbortSignal) =>
  call<T>('GET', path, { query, signal });
const post = <T>(path: string, body?: unknown, key?: string) => call<T>('POST', path, { body: body ?? {}, key });
const put = <T>(path: string, body?: unknown) => call<T>('PUT', path, { body: body ?? {} });
const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, { body });
const drop = <T = void>(path: string) => call<T>('DELETE', path);
const at = encodeURIComponent;

export const session = {
  needsSetup: () => get<{ needed: boolean }>('/setup'),
  setUp: (body: { workspace: string; name: string; email: string; password: string }) => post<Me>('/setup', body),
  get: () => get<Me>('/session'),
  logIn: (email: string, password: string) => post<Me>('/session', { email, password }),
  logOut: () => drop('/session'),
  change: (body: { name?: string; password?: { old: string; new: string }; preferences?: Partial<Preferences> }) =>
    patch<Me>('/session', body),
};

export const invitations = {
  look: (token: string) =>
    get<{ workspace: string; email: string; role: Role; invited_by: string; expires_at: string }>(
      `/invitations/${at(token)}`,
    ),
  accept: (token: string, body: { name: string; password: string }) =>
    post<Me>(`/invitations/${at(token)}/acceptance`, body),
  list: () => get<Page<Invitation>>('/invitations'),
  add: (body: { email: string; role: Role }) => post<Invitation>('/invitations', body),
  remove: (id: string) => drop(`/invitations/${id}`),
};

export const workspaces = {
  list: () => get<Page<Workspace>>('/workspaces'),
  add: (name: string) => post<Workspace>('/workspaces', { name }),
  rename: (id: string, name: string) => patch<Workspace>(`/workspaces/${id}`, { name }),
};

export const members = {
  list: () => get<Page<Member>>('/members', { limit: 200 }),
  change: (id: string, body: { role?: Role; disabled?: boolean }) => patch<Member>(`/members/${id}`, body),
  remove: (id: string) => drop(`/members/${id}`),
};

export const apiKeys = {
  list: () => get<Page<ApiKey>>('/keys'),
  add: (body: { name: string; role: Role }) => post<ApiKey>('/keys', body),
  remove: (id: string) => drop(`/keys/${id}`),
};

export const channels = {
  networks: () => get<Page<Network>>('/networks', { limit: 200 }),
  list: () => get<Page<Channel>>('/channels', { limit: 200 }),
};

export interface AuditQuery {
  actor?: string;
  action?: string;
  since?: string;
  until?: string;
  cursor?: string | null;
}
export const audit = {
  list: (query: AuditQuery) => get<Page<AuditEntry>>('/audit', query as Record<string, string | null | undefined>),
  choices: () => get<{ actors: string[]; actions: string[] }>('/audit/choices'),
};

export const browsers = {
  list: () => get<Page<Browser>>('/sessions'),
  end: (id: string) => drop(`/sessions/${at(id)}`),
  endOthers: () => drop('/sessions'),
};

export const conversations = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<ConversationRow>>('/conversations', query, signal),
  counts: () => get<Counts>('/conversations/counts'),
  get: (id: string, signal?: AbortSignal) => get<Conversation>(`/conversations/${id}`, {}, signal),
  add: (body: NewConversation, key?: string) => post<Conversation>('/conversations', body, key),
  messages: (id: string, before: string | null = null, limit = 50) =>
    get<Page<Message>>(`/conversations/${id}/messages`, { before, limit }),
  send: (id: string, body: NewMessage, key: string) => post<Message>(`/conversations/${id}/messages`, body, key),
  close: (id: string) => put<unknown>(`/conversations/${id}/closure`),
  reopen: (id: string) => drop<unknown>(`/conversations/${id}/closure`),
  snooze: (id: string, until: string) => put<unknown>(`/conversations/${id}/snooze`, { until }),
  wake: (id: string) => drop<unknown>(`/conversations/${id}/snooze`),
  assign: (id: string, member: string) => put<unknown>(`/conversations/${id}/assignment`, { member }),
  unassign: (id: string) => drop<unknown>(`/conversations/${id}/assignment`),
  label: (id: string, label: string) => put<unknown>(`/conversations/${id}/labels/${at(label)}`),
  unlabel: (id: string, label: string) => drop<unknown>(`/conversations/${id}/labels/${at(label)}`),
  read: (id: string, message: string) => put<unknown>(`/conversations/${id}/reading`, { message }),
  draft: (id: string) => get<Draft | null>(`/conversations/${id}/draft`),
  keepDraft: (
    id: string,
    body: { text: string; html: string | null; internal: boolean; attachments: string[] },
    keepalive = false,
  ) => call<unknown>('PUT', `/conversations/${id}/draft`, { body, keepalive }),
  dropDraft: (id: string) => drop(`/conversations/${id}/draft`),
  presence: (id: string, typing: boolean) => put<unknown>(`/conversations/${id}/presence`, { typing }),
};

export const bulk = {
  run: (body: Bulk) => post<BulkResult>('/bulk', body),
  undo: (id: string) => drop<unknown>(`/bulk/${id}`),
};

export const messages = {
  undo: (id: string) => drop<Draft>(`/messages/${id}`),
  retry: (id: string) => post<unknown>(`/messages/${id}/retry`),
  settle: (id: string, outcome: 'sent' | 'failed') => put<unknown>(`/messages/${id}/settlement`, { outcome }),
  source: (id: string) => fetched(`/messages/${id}/source`),
};

export const attachments = {
  add: (file: File, signal?: AbortSignal) =>
    call<Attachment>('POST', '/attachments', { raw: file, signal, query: { name: file.name, type: file.type } }),
  href: (id: string, inline = false) => fetched(`/attachments/${id}`, inline ? { inline: 1 } : {}),
};

export const people = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<PersonRow>>('/people', query, signal),
  add: (name: string) => post<Person>('/people', { name }),
  get: (id: string) => get<Person>(`/people/${id}`),
  change: (id: string, body: { name?: string; roles?: string[]; note?: string }) =>
    patch<Person>(`/people/${id}`, body),
  timeline: (id: string, query: { before?: string | null; limit?: number; network?: string } = {}) =>
    get<Page<TimelineItem>>(`/people/${id}/timeline`, query),
  links: (id: string) => get<LinkEvent[] | Page<LinkEvent>>(`/people/${id}/links`),
  merge: (id: string, other: string) => post<{ person: Person; undo: string }>(`/people/${id}/merge`, { other }),
  unmerge: (merge: string) => drop<unknown>(`/merges/${merge}`),
};

export const links = {
  add: (body: { identity: string; person: string; reason: string }) => post<unknown>('/links', body),
  remove: (id: string, reason: string) => call<unknown>('DELETE', `/links/${id}`, { body: { reason } }),
};

export const suggestions = {
  list: (person?: string) => get<Page<Suggestion>>('/suggestions', { person }),
  decide: (id: string, decision: 'accept' | 'dismiss') => put<unknown>(`/suggestions/${id}/decision`, { decision }),
};

export const labels = {
  list: () => get<Page<{ name: string }>>('/labels', { limit: 200 }),
  add: (name: string) => post<unknown>('/labels', { name }),
  remove: (name: string) => drop(`/labels/${at(name)}`),
};

export const views = {
  list: () => get<Page<SavedView>>('/views'),
  add: (body: { name: string; query: string; shared: boolean }) => post<SavedView>('/views', body),
  remove: (id: string) => drop(`/views/${id}`),
};

export interface Found {
  messages: SearchHit[];
  people: PersonRow[];
  next: string | null;
  error: { position: number; text: string } | null;
  words: string[];
}
export const search = {
  run: (q: string, query: { cursor?: string | null; limit?: number } = {}, signal?: AbortSignal) =>
    get<Found>('/search', { q, ...query }, signal),
};

export const imports = {
  formats: () => get<{ id: string; label: string; help: string; columns: boolean }[]>('/formats'),
  list: () => get<Page<Import>>('/imports'),
  get: (id: string) => get<Import>(`/imports/${id}`),
  start: (id: string, body: { columns?: Record<string, string>; owner?: string; dry_run?: boolean }) =>
    post<Import>(`/imports/${id}/start`, body),
  undo: (id: string) => drop<Import>(`/imports/${id}`),
  refusalsHref: (id: string) => fetched(`/imports/${id}/refusals`),
  exportHref: () => fetched('/export'),
};

export const streamAddress = (since: string | null) => fetched('/events', { since });
export const openapi = () => address('/openapi.json');
