import { kebabCase } from '../src/contract/command.ts';
import { API_KEY } from './cluster.ts';
import { openConnection } from './http-connection.ts';
import { actAsOf } from './life.ts';
import { CONNECTIONS, keepBusy, type Measured, type Work } from './workload.ts';

const bodies = new Map<object, string>();

/** A step's body is the same for every claim, so its text is made once. */
function textOf(body: object): string {
  const text = bodies.get(body) ?? JSON.stringify(body);
  bodies.set(body, text);
  return text;
}

/** Gives commands over HTTP, each connection one after another, as a marketplace's backend does. */
export async function runHttp(url: string, work: Work, seconds: number): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(url)));
  try {
    return await keepBusy(work, seconds, async ({ subject, step, key }, lane) => {
      const path = `/v1/claims/${subject.claimId}/${kebabCase(step.command)}`;
      const headers = {
        authorization: `Bearer ${API_KEY}`,
        'act-as': actAsOf(step, subject),
        'idempotency-key': key,
        'accept-language': 'zh-CN',
      };
      await connections[lane]?.post({ path, headers, body: textOf(step.body) });
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}
