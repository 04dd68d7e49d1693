import type { Actor } from '../domain/claim.ts';
import type { Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { REFUSAL_CODES, type Refused, refused } from '../domain/refusals.ts';
import { visit } from '../store/execute.ts';
import { missingFiles } from '../store/file.ts';
import type { Store } from '../store/store.ts';
import { type Problem, problem, problemOfRefusal } from './problem.ts';
import type { UploadQuotas } from './settings.ts';
import { claimQuotaProblem } from './upload-quota.ts';

/** Every file id in a body, wherever it stands. */
export function filesIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  if (Array.isArray(body)) return body.flatMap(filesIn);
  return Object.entries(body).flatMap(([name, value]) => (name === 'files' ? (value as string[]) : filesIn(value)));
}

/** Whether an actor can show these files: their side's, the marketplace's, or shown in this claim before. */
export async function canShow(
  store: Store,
  { files, actor, shown }: { files: readonly string[]; actor: Actor; shown: readonly string[] },
): Promise<boolean> {
  const fresh = files.filter((id) => !shown.includes(id));
  return (await missingFiles(store.pool, { ids: fresh, actor })).length === 0;
}

const FILE_NOT_FOUND: Refused = refused('FILE_NOT_FOUND');

function precedes(refusal: Refused): boolean {
  return REFUSAL_CODES.indexOf(refusal.code) < REFUSAL_CODES.indexOf('FILE_NOT_FOUND');
}

/**
 * What keeps a command from showing files that are not the actor's to show; null when nothing does. A refusal that
 * takes precedence is given instead, so that nobody learns from a file's name what they may not see.
 */
export async function fileProblem(
  store: Store,
  { claimId, actor, command, quotas }: { claimId: string; actor: Actor; command: Command; quotas: UploadQuotas | null },
): Promise<Problem | null> {
  const files = filesIn(command.body);
  if (files.length === 0) return null;
  if (await canShow(store, { files, actor, shown: [] }))
    return claimQuotaProblem(store, { claimId, files, actor, quotas });
  const visited = await visit(store, { claimId, actor });
  if (!visited) return problem('NOT_FOUND');
  const { claim, now, rules, line } = visited;
  if (await canShow(store, { files, actor, shown: claim.files })) return null;
  const decision = decide(claim, command, { actor, now, rules, line });
  return problemOfRefusal(decision.refused && precedes(decision.refused) ? decision.refused : FILE_NOT_FOUND);
}
