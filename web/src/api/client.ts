// A call by its address as it stands in the description of the API (without /api): what goes in and what comes back is checked
// against it. `paths` is made by tools/generate.
import { call, type Options } from './http';
import type { paths } from './types';

// http.ts puts /api before every address.
type Addresses = { [P in keyof paths as P extends `/api${infer Rest}` ? Rest : never]: paths[P] };
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof Addresses, M extends Method> = NonNullable<Addresses[P][M]>;
type With<M extends Method> = {
  [P in keyof Addresses]: [Operation<P, M>] extends [never] ? never : P;
}[keyof Addresses];

// The parameters of an operation that stand in its path or its query; {} when there are none.
type Part<O, Where extends 'path' | 'query'> = O extends { parameters: { [W in Where]?: infer One } }
  ? [NonNullable<One>] extends [never]
    ? object
    : NonNullable<One>
  : object;
// What is null is left out of the address.
export type Query<P extends keyof Addresses, M extends Method = 'get'> = {
  [K in keyof Part<Operation<P, M>, 'query'>]?: Part<Operation<P, M>, 'query'>[K] | null;
};
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : void;
export type Answer<P extends keyof Addresses, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? Json<R[S]> : never }[keyof R]
    : never;
export type Body<P extends keyof Addresses, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;

type Path<P extends keyof Addresses, M extends Method> = Part<Operation<P, M>, 'path'>;
type Given<P extends keyof Addresses, M extends Method> = Omit<Options, 'query' | 'body'> & {
  query?: Query<P, M>;
  body?: Body<P, M>;
} & (keyof Path<P, M> extends never ? { path?: undefined } : { path: Path<P, M> });
type Last<P extends keyof Addresses, M extends Method> = keyof Path<P, M> extends never
  ? [given?: Given<P, M>]
  : [given: Given<P, M>];

const sends =
  <M extends Method>(method: M) =>
  <P extends With<M>>(pattern: P, ...[given]: Last<P, M>): Promise<Answer<P, M>> => {
    const { path, ...options } = (given ?? {}) as Options & { path?: Record<string, string> };
    return call(method.toUpperCase(), filled(pattern, path), options);
  };

export function filled(pattern: string, path: Record<string, string> = {}): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
}

export const get = sends('get');
export const post = sends('post');
export const put = sends('put');
export const patch = sends('patch');
export const drop = sends('delete');
