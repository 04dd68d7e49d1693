import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Presets, SingleBar } from 'cli-progress';
import { ask, CommandError, type Remote } from './remote.ts';

const ORDERS_A_REQUEST = 1000;

interface Taken {
  readonly line: number;
  readonly id: string | null;
  readonly ok: boolean;
  readonly code?: string;
}

export interface Imported {
  readonly taken: number;
  readonly refused: readonly Taken[];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

async function* linesOf(file: string): AsyncIterable<Line> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim() !== '') yield { number, text };
  }
}

async function* chunksOf(file: string): AsyncIterable<Line[]> {
  let chunk: Line[] = [];
  for await (const line of linesOf(file)) {
    chunk.push(line);
    if (chunk.length === ORDERS_A_REQUEST) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

async function send(remote: Remote, chunk: readonly Line[]): Promise<Taken[]> {
  const body = chunk.map(({ text }) => `${text}\n`).join('');
  const answer = await ask(remote, '/v1/orders/batch', { method: 'POST', type: 'application/x-ndjson', body });
  const results = answer.trimEnd().split('\n');
  return chunk.map(({ number }, index) => ({
    line: number,
    ...JSON.parse(results[index] ?? '{"id":null,"ok":false}'),
  }));
}

/** `gongdao import orders`: puts every order of an NDJSON file, a thousand a request; a bad line spoils no other. */
export async function importOrders(remote: Remote, file: string): Promise<Imported> {
  const { size } = await stat(file).catch(() => {
    throw new CommandError(`${file} cannot be read.`);
  });
  const bar = new SingleBar(
    { format: '{bar} {percentage}% · {orders} orders · {refused} refused · {eta_formatted} left', noTTYOutput: false },
    Presets.shades_classic,
  );
  bar.start(size, 0, { orders: 0, refused: 0 });
  const refused: Taken[] = [];
  let taken = 0;
  try {
    for await (const chunk of chunksOf(file)) {
      const results = await send(remote, chunk);
      refused.push(...results.filter(({ ok }) => !ok));
      taken += results.filter(({ ok }) => ok).length;
      const bytes = chunk.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0);
      bar.increment(bytes, { orders: taken, refused: refused.length });
    }
  } finally {
    bar.stop();
  }
  return { taken, refused };
}
