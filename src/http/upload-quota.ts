import type { Actor } from '../domain/claim.ts';
import { usageInClaim, usageOf } from '../store/file-quota.ts';
import type { Store } from '../store/store.ts';
import { type Problem, problem } from './problem.ts';
import type { CallerActor } from './route.ts';
import type { UploadQuotas } from './settings.ts';

const HOUR_SECONDS = '3600';

/** Whether somebody may upload that much more today. The marketplace uploads for everybody, and is not counted. */
export async function quotaProblem(
  { pool }: Store,
  { actor, size, quotas }: { actor: CallerActor; size: number; quotas: UploadQuotas | null },
): Promise<Problem | null> {
  if (quotas === null || actor.role === 'marketplace') return null;
  const { files, bytes } = await usageOf(pool, actor);
  if (files < quotas.userFiles && bytes + size <= quotas.userBytes) return null;
  return problem('UPLOAD_QUOTA_EXCEEDED', { headers: { 'retry-after': HOUR_SECONDS } });
}

interface Showing {
  readonly claimId: string;
  readonly files: readonly string[];
  readonly actor: Actor;
  readonly quotas: UploadQuotas | null;
}

/** Whether a claim has room for these files too. */
export async function claimQuotaProblem(store: Store, { claimId, files, quotas }: Showing): Promise<Problem | null> {
  if (quotas === null || files.length === 0) return null;
  const shopId = await store.claims.shopOf(claimId);
  if (shopId === null) return null;
  const usage = await usageInClaim(store.pool, { claimId, shopId, files });
  const fits = usage.files <= quotas.claimFiles && usage.bytes <= quotas.claimBytes;
  return fits ? null : problem('CLAIM_FILES_EXCEEDED');
}
