// Gives commands through the door of this process, as told by the parent: one message with seconds, one answer.

import { openDatabase } from '../src/store/database.ts';
import { randomId } from '../src/store/random-id.ts';
import { benchStore } from './cluster.ts';
import { give } from './templates.ts';
import { CONNECTIONS, createWork, keepBusy } from './workload.ts';

const [, , url = '', set = ''] = process.argv;
const pool = openDatabase({ url, max: CONNECTIONS });
const store = benchStore(pool, { newId: randomId });
const work = createWork(set);

process.on('message', (seconds: number) => {
  void keepBusy(work, seconds, ({ subject, step, key }) => give(store, subject, { step, key })).then((measured) =>
    process.send?.(measured),
  );
});
process.on('disconnect', () => void pool.end());
