import type { Static } from 'typebox';
import type { FileSignals } from '../contract/file.ts';
import { formatInstant } from '../contract/instant.ts';
import type { Instant } from '../domain/time.ts';
import { findSimilar, type KnownSignals, readSignals } from '../store/file-signal.ts';
import type { Store } from '../store/store.ts';
import { capturedView } from './file-intake.ts';
import { DEFAULT_TIME_ZONE } from './problem.ts';

type Signals = Static<typeof FileSignals>;

/** What a zone's clocks were ahead of UTC by at an instant, in milliseconds. */
function offsetAt(zone: string, at: Instant): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    at,
  );
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - at;
}

/** The instant of a camera's wall clock: by its own offset, else on the clocks of the claim's zone. */
export function instantOf(local: string, offset: string | null, zone: string): Instant {
  if (offset !== null) return Date.parse(`${local}${offset}`);
  const asUtc = Date.parse(`${local}Z`);
  return asUtc - offsetAt(zone, asUtc - offsetAt(zone, asUtc));
}

function takenOf({ takenLocal, takenOffset }: KnownSignals): Signals['taken'] {
  if (takenLocal === null) return null;
  const at = instantOf(takenLocal, takenOffset, DEFAULT_TIME_ZONE);
  return { local: takenLocal, offset: takenOffset, at: formatInstant(at) };
}

function deliveryOf({ claimId, receivedAt }: KnownSignals, taken: Signals['taken']): Signals['delivery'] {
  if (claimId === null || receivedAt === null || taken === null) return null;
  const between = Date.parse(taken.at) - receivedAt;
  return {
    claim_id: claimId,
    received_at: formatInstant(receivedAt),
    taken: between < 0 ? 'before' : 'after',
    seconds: Math.round(Math.abs(between) / 1000),
  };
}

/** What is known of a file beside what it shows; null where there is no such file. */
export async function fileSignals(
  { pool }: Store,
  { id, claimId }: { id: string; claimId: string | null },
): Promise<Signals | null> {
  const known = await readSignals(pool, { id, claimId });
  if (!known) return null;
  const taken = takenOf(known);
  const similar = await findSimilar(pool, { ...known, id });
  return {
    file_id: id,
    sha256: known.sha256,
    captured_live: known.captured === null ? null : capturedView(known.captured),
    taken,
    delivery: deliveryOf(known, taken),
    similar: similar.map((one) => ({
      claim_id: one.claimId,
      file_id: one.fileId,
      at: formatInstant(one.at),
      same: one.sameContent ? 'content' : 'picture',
      distance: one.distance,
    })),
    traces: known.traces as Signals['traces'],
  };
}
