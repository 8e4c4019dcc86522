// One way to the server. Errors are always a Problem; a write that the network dropped is repeated once under the same
// Idempotency-Key, so that it cannot happen twice.
import { t } from '../i18n/en';

export interface ProblemBody {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  field?: string;
  remedy?: string;
  code?: string;
  [more: string]: unknown;
}

export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail || body.title || t.error.failed);
    this.name = 'Problem';
  }
  get status() {
    return this.body.status;
  }
  get code() {
    return this.body.code ?? '';
  }
  get offline() {
    return this.body.status === 0;
  }
}

type Query = Record<string, string | number | boolean | null | undefined>;
export interface Options {
  query?: Query;
  body?: unknown;
  raw?: Blob;
  key?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
}

let workspace: string | null = null;
let loggedOut: () => void = () => {};

export function useWorkspace(id: string | null) {
  workspace = id;
}
export const currentWorkspace = () => workspace;

export function onLoggedOut(then: () => void) {
  loggedOut = then;
}

// An address that the browser itself fetches (images, downloads, the event stream) carries the workspace in the query.
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

export const fetched = (path: string, query: Query = {}) => address(path, { ...query, workspace });

export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (workspace) headers['Rapport-Workspace'] = workspace;
  if (method !== 'GET') headers['Idempotency-Key'] = options.key ?? freshKey();
  let body: BodyInit | undefined;
  if (options.raw) {
    headers['Content-Type'] = options.raw.type || 'application/octet-stream';
    body = options.raw;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  const request: RequestInit = {
    method,
    headers,
    body,
    credentials: 'same-origin',
    keepalive: options.keepalive ?? false,
  };
  if (options.signal) request.signal = options.signal;
  return read<T>(await reach(address(path, options.query), request));
}

// randomUUID exists only on https and localhost; Rapport may be reached by plain http inside a company.
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      if (attempt > 0 || request.keepalive)
        throw new Problem({ status: 0, title: t.error.offline, remedy: t.error.offlineText });
      await new Promise((then) => setTimeout(then, 400));
    }
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  if (response.ok) return (json ? await response.json() : await response.text()) as T;
  const body = json ? await response.json().catch(() => ({})) : {};
  if (response.status === 401) loggedOut();
  throw new Problem({ title: t.error.unexpected, ...body, status: response.status });
}
