import type { Viewer } from '../src/web/session/session.ts';
import type { Site } from './site.ts';
import { actAs } from './visitor.ts';

/** What the API answers; whoever asked says which part of it they read. */
// biome-ignore lint/suspicious/noExplicitAny: answers are read part by part.
type Json = any;

/** Speaks to the API as the marketplace, or for somebody. Throws where the answer is none of the 2xx. */
export interface Client {
  readonly get: (path: string) => Promise<Json>;
  readonly post: (path: string, body?: unknown) => Promise<Json>;
  readonly put: (path: string, body: unknown) => Promise<Json>;
  /** Uploads a file and resolves to its id. */
  readonly upload: (name: string, type: string, content: Uint8Array<ArrayBuffer>) => Promise<string>;
}

export function clientOf(site: Pick<Site, 'url' | 'key'>, viewer?: Viewer): Client {
  const headers = { authorization: `Bearer ${site.key}`, ...(viewer ? { 'act-as': actAs(viewer) } : {}) };
  const send = async (path: string, init: RequestInit): Promise<Json> => {
    const response = await fetch(`${site.url}${path}`, init);
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const sendJson = (method: string, path: string, body: unknown) =>
    send(path, { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    get: (path) => send(path, { method: 'GET', headers }),
    post: (path, body = {}) => sendJson('POST', path, body),
    put: (path, body) => sendJson('PUT', path, body),
    upload: async (name, type, content) => {
      const form = new FormData();
      form.append('file', new File([content], name, { type }));
      const { id } = await send('/v1/files', { method: 'POST', headers, body: form });
      return id as string;
    },
  };
}
