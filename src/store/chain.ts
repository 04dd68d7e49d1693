import { randomBytes } from 'node:crypto';
import type { Claim } from '../domain/claim.ts';
import type { ClaimEvent } from '../domain/event.ts';
import type { Instant } from '../domain/time.ts';
import { contentOf, coveredForm, nonceOf, type StoredEvent } from '../proof/chain.ts';
import { instantParameter, type Queryable, query } from './database.ts';

/** The sha-256 of originals, by the id of the file. */
export type FileDigests = Readonly<Record<string, string>>;

interface Chaining {
  readonly after: Pick<Claim, 'shopId' | 'id'>;
  readonly events: readonly ClaimEvent[];
  readonly now: Instant;
  readonly digests?: FileDigests | undefined;
}

function mentions(data: unknown, file: string): boolean {
  if (Array.isArray(data)) return data.some((item) => item === file || mentions(item, file));
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => mentions(value, file));
}

/** The digests of the files that each event is the first to show. */
function digestsByEvent(events: readonly ClaimEvent[], digests: FileDigests): FileDigests[] {
  const left = new Map(Object.entries(digests));
  return events.map(({ data }) => {
    const shown = [...left].filter(([file]) => mentions(data, file));
    for (const [file] of shown) left.delete(file);
    return Object.fromEntries(shown);
  });
}

const NONE: FileDigests = {};
const bytea = (bytes: Buffer) => `\\x${bytes.toString('hex')}`;

/** The rows of events, each with the digest of what it says; the database puts each on the one before. */
export function chainRows({ after, events, now, digests }: Chaining) {
  const shown = digests && digestsByEvent(events, digests);
  return events.map(({ version, type, at, actor, data }, index) => {
    const row = { version, type, at: instantParameter(at), actor, data, files: shown?.[index] ?? NONE };
    const event = { ...row, shop_id: after.shopId, claim_id: after.id, recorded_at: instantParameter(now) };
    const salt = randomBytes(32);
    const content = contentOf(coveredForm(event, salt), nonceOf(salt, ''));
    return { ...row, salt: bytea(salt), content: bytea(content) };
  });
}

/** The digests of files that are about to be shown; nothing is asked when there are none. */
export async function digestsOf(db: Queryable, ids: readonly string[]): Promise<FileDigests | undefined> {
  if (ids.length === 0) return undefined;
  const rows = await query<{ id: string; sha256: string }>(
    db,
    'select id, sha256 from file where id = any ($1::text[])',
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, sha256 }) => [id, sha256]));
}

export interface ChainedEvent {
  readonly event: StoredEvent;
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly digest: Buffer;
}

interface ChainRow extends Omit<StoredEvent, 'at' | 'recorded_at'> {
  readonly at: Instant;
  readonly recorded_at: Instant;
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly digest: Buffer;
}

/** A claim's events as they are stored and hashed, in order. */
export async function chainOf(
  db: Queryable,
  { shopId, id }: Pick<Claim, 'shopId' | 'id'>,
  upTo: number,
): Promise<ChainedEvent[]> {
  const rows = await query<ChainRow>(
    db,
    `select shop_id, claim_id, version, type, at, recorded_at, actor, data, files, salt, content, digest
       from claim_event where shop_id = $1 and claim_id = $2 and version <= $3 order by version`,
    [shopId, id, upTo],
  );
  return rows.map(({ salt, content, digest, at, recorded_at, ...rest }) => ({
    event: { ...rest, at: instantParameter(at), recorded_at: instantParameter(recorded_at) },
    salt,
    content,
    digest,
  }));
}
