import { beginSession, type Viewer } from '../session/session.ts';
import { ask } from './client.ts';

interface DemoSession {
  readonly token: string;
  readonly actor: Viewer;
}

/** Becomes somebody of the demo marketplace; only there does the server agree. Throws `ApiProblem`. */
export async function becomeInDemo(viewer: Viewer): Promise<void> {
  const { token } = await ask<DemoSession>({ method: 'POST', path: '/demo/sessions', body: viewer });
  beginSession({ token, viewer });
}
