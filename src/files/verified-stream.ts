import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { type Area, ContentAltered } from './storage.ts';

/** Passes content on and fails instead of ending where it is not what its hash says. */
export function verified(source: Readable, area: Area, sha256: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new ContentAltered(area));
    },
  });
  source.on('error', (error) => check.destroy(error));
  check.on('close', () => source.destroy());
  return source.pipe(check);
}
