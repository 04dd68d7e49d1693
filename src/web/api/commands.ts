import { useCallback } from 'react';
import type { Static } from 'typebox';
import type { ReturnAddress, RulingBody } from '../../contract/command.ts';
import type { Party, Remedy, SuspensionGround } from '../../domain/claim.ts';
import type { CommandType } from '../../domain/command.ts';
import { acceptClaim, claimPath } from './claims.ts';
import { ask } from './client.ts';
import { ApiProblem } from './problem.ts';
import { queryClient } from './query-client.ts';
import type { Claim, ClaimInput, TermsInput } from './shapes.ts';
import { type Submission, useSubmission } from './submission.ts';

type Empty = Record<never, never>;
interface Saying {
  readonly words: string;
}
interface Statement extends Saying {
  readonly files?: readonly string[];
}
interface Sending {
  readonly carrier: string;
  readonly tracking_number: string;
  readonly files?: readonly string[];
}

/** What each command says beside its name; one that is missing here does not compile. */
interface CommandBodies extends Record<CommandType, object> {
  modify_terms: { readonly terms: TermsInput };
  withdraw: Empty;
  agree: { readonly return_address?: Static<typeof ReturnAddress> };
  refuse: Statement & { readonly reason: string };
  propose: Saying & { readonly remedy: Remedy; readonly amount: number; readonly freight: Party };
  accept_proposal: Empty;
  decline_proposal: Partial<Saying>;
  ship_return: Sending;
  confirm_return: Empty;
  contest_return: Statement;
  ship_replacement: Sending;
  accept_replacement: Empty;
  request_intervention: Statement;
  withdraw_intervention: Empty;
  submit_evidence: { readonly words?: string; readonly files?: readonly string[] };
  finish_evidence: Empty;
  appeal: Statement;
  request_call: Partial<Saying> & { readonly phone: string };
  step_in: Saying;
  take: Empty;
  release: Empty;
  assign: { readonly mediator_id: string };
  require_evidence: Saying & { readonly from: Party };
  admit_evidence: Saying & { readonly evidence_id: string; readonly admitted: boolean };
  rule: Static<typeof RulingBody>;
  approve_ruling: Empty;
  send_back_ruling: Saying;
  decide_appeal: Saying & {
    readonly outcome: 'upheld' | 'overturned';
    readonly ruling?: Static<typeof RulingBody>;
  };
  suspend: Saying & { readonly ground: SuspensionGround };
  resume: Empty;
  escalate: Saying;
  log_call: Saying & { readonly party: Party };
}
export type CommandBody<T extends CommandType> = CommandBodies[T];

/** Where the answer says that the claim is no longer what the viewer saw, they must see it before they try again. */
function showChange(claimId: string, error: unknown): void {
  if (error instanceof ApiProblem && [403, 404, 409, 412].includes(error.status)) {
    void queryClient.invalidateQueries({ queryKey: ['claim', claimId] });
    void queryClient.invalidateQueries({ queryKey: ['events', claimId] });
  }
}

/**
 * A command on a claim. It is given on the claim as the viewer sees it: when that has changed meanwhile, the server
 * refuses, the page shows the change, and whoever pressed decides anew.
 */
export function useCommand<T extends CommandType>(
  claim: Pick<Claim, 'id' | 'version'>,
  command: T,
): Submission<CommandBody<T>, Claim> {
  const { id, version } = claim;
  const send = useCallback(
    async (body: CommandBody<T>, idempotencyKey: string) => {
      const path = `${claimPath(id)}/${command.replaceAll('_', '-')}`;
      try {
        const changed = await ask<Claim>({ method: 'POST', path, body, idempotencyKey, version });
        acceptClaim(changed);
        return changed;
      } catch (error) {
        showChange(id, error);
        throw error;
      }
    },
    [id, version, command],
  );
  return useSubmission(send);
}

async function openClaim(body: ClaimInput, idempotencyKey: string): Promise<Claim> {
  const claim = await ask<Claim>({ method: 'POST', path: '/v1/claims', body, idempotencyKey });
  acceptClaim(claim);
  return claim;
}

/** Applies for a refund, return, exchange, repair or reship (R10). */
export function useOpenClaim(): Submission<ClaimInput, Claim> {
  return useSubmission(openClaim);
}
