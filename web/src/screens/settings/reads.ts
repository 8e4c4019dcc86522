// What the pages of Settings read. The first word of each key is the one that live events name.
import { hooks } from '../../api/calls.hooks';
import { apiKeys, audit, browsers, imports, invitations, workspaces, type AuditQuery } from '../../api/calls.settings';
import { call } from '../../api/http';
import { queries } from '../../api/queries';
import type { DeliveryEnd, Hook, HookDelivery, Import, Role } from '../../api/types';

export const atWork = (one: Import | undefined): boolean =>
  !!one && ['running', 'checking', 'undoing'].includes(one.state);

// A hook in a word; nobody but a member takes the last two away.
export const hookState = (hook: Hook): 'active' | 'failing' | 'paused' | 'stopped' =>
  hook.paused_why ? 'stopped' : hook.paused_at ? 'paused' : hook.failing_since ? 'failing' : 'active';

// "METHOD /path" → the least role that may call it, as the server itself says.
async function roleTable(): Promise<Record<string, Role | undefined>> {
  const api = await call<{ paths: Record<string, Record<string, { 'x-least-role'?: Role }>> }>('GET', '/openapi.json');
  const rows = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => [`${method.toUpperCase()} ${path}`, route['x-least-role']]),
  );
  return Object.fromEntries(rows);
}

export const reads = {
  invitations: () => ({ queryKey: ['invitations'], queryFn: invitations.list }),
  roles: () => ({ queryKey: ['roles'], queryFn: roleTable, staleTime: Infinity }),
  keys: () => ({ queryKey: ['keys'], queryFn: apiKeys.list }),
  hooks: queries.hooks,
  hookEvents: () => ({ queryKey: ['hook-events'], queryFn: hooks.events, staleTime: Infinity }),
  // Looked at again while something is on its way.
  deliveries: (hook: string, state: DeliveryEnd | undefined) => ({
    queryKey: ['hooks', hook, state ?? 'all'],
    queryFn: ({ pageParam }: { pageParam: string | null }) => hooks.deliveries(hook, state, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last: { next: string | null }) => last.next,
  }),
  delivery: (one: HookDelivery) => ({
    queryKey: ['hooks', one.hook, 'delivery', one.id, one.state, one.last?.id ?? ''],
    queryFn: () => hooks.delivery(one.id),
  }),
  workspaces: () => ({ queryKey: ['workspaces'], queryFn: workspaces.list }),
  browsers: () => ({ queryKey: ['browsers'], queryFn: browsers.list }),
  formats: () => ({ queryKey: ['formats'], queryFn: imports.formats, staleTime: Infinity }),
  imports: () => ({ queryKey: ['imports'], queryFn: imports.list }),
  import: (id: string) => ({ queryKey: ['imports', id], queryFn: () => imports.get(id) }),
  auditChoices: () => ({ queryKey: ['audit', 'choices'], queryFn: audit.choices }),
  audit: (query: AuditQuery) => ({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }: { pageParam: string | null }) => audit.list({ ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: { next: string | null }) => last.next,
  }),
};
