import { useCallback, useRef, useState } from 'react';
import { claimPath } from '../../api/claims.ts';
import { ask, newKey } from '../../api/client.ts';
import { ApiProblem, offline } from '../../api/problem.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Claim } from '../../api/shapes.ts';
import type { Address } from './address-book.ts';
import { asksForAddress } from './agree-dialog.tsx';

/** What became of one of the claims agreed to at once. */
export interface BulkResult {
  readonly state: 'waiting' | 'sending' | 'done' | 'failed';
  readonly problem: ApiProblem | null;
}

const WAITING: BulkResult = { state: 'waiting', problem: null };

async function agree(claim: Claim, address: Address, idempotencyKey: string): Promise<BulkResult> {
  const path = `${claimPath(claim.id)}/agree`;
  const body = asksForAddress(claim) ? { return_address: address } : {};
  try {
    const changed = await ask<Claim>({ method: 'POST', path, body, idempotencyKey, version: claim.version });
    queryClient.setQueryData(['claim', claim.id], changed);
    return { state: 'done', problem: null };
  } catch (error) {
    return { state: 'failed', problem: error instanceof ApiProblem ? error : offline() };
  }
}

/**
 * Agrees to claims one after the other, each with an idempotency key of its own; what fails keeps none of the others
 * back. A claim whose fate is not known is sent again with the same key.
 */
export function useBulkAgree(claims: readonly Claim[]) {
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const keys = useRef(new Map<string, string>());
  const resultOf = (id: string) => results.get(id) ?? WAITING;
  const open = claims.filter(({ id }) => resultOf(id).state !== 'done');
  const run = useCallback(
    async (address: Address) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      const note = (id: string, result: BulkResult) => setResults((known) => new Map(known).set(id, result));
      for (const claim of open) {
        note(claim.id, { state: 'sending', problem: null });
        const key = keys.current.get(claim.id) ?? newKey();
        keys.current.set(claim.id, key);
        const result = await agree(claim, address, key);
        if (result.problem && !result.problem.isPassing) keys.current.delete(claim.id);
        note(claim.id, result);
      }
      running.current = false;
      setBusy(false);
      await queryClient.invalidateQueries({ queryKey: ['claims'] });
    },
    [open],
  );
  return { run, busy, resultOf, open };
}
