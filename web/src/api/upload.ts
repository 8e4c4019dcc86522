// A file on its way to the server, with progress, which fetch cannot tell.
import { t } from '../i18n/en';
import { address, currentWorkspace, freshKey, Problem, type ProblemBody } from './http';

export function upload<T>(
  path: string,
  file: File,
  query: Record<string, string>,
  tell: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  const request = new XMLHttpRequest();
  request.open('POST', address(path, query));
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('Idempotency-Key', freshKey());
  const workspace = currentWorkspace();
  if (workspace) request.setRequestHeader('Rapport-Workspace', workspace);
  request.upload.onprogress = (event) => tell(event.total ? event.loaded / event.total : 0);
  signal.addEventListener('abort', () => request.abort());
  return new Promise((done, failed) => {
    const broken = () => failed(new Problem({ status: 0, title: t.error.offline, detail: t.error.upload }));
    request.onerror = broken;
    request.onabort = broken;
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && body) done(body as T);
      else failed(new Problem({ title: t.error.unexpected, ...(body as object), status: request.status }));
    };
    request.send(file);
  });
}

function parsed(text: string): ProblemBody | null {
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return null;
  }
}
