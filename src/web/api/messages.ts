import { useCallback } from 'react';
import { claimPath } from './claims.ts';
import { ask } from './client.ts';
import { queryClient } from './query-client.ts';
import type { Message } from './shapes.ts';
import { type Submission, useSubmission } from './submission.ts';

export interface MessageInput {
  readonly words: string;
  readonly files: readonly string[];
}

/** Says something beside the process to everybody in the claim. Files may become evidence, so the claim is asked for again. */
export function useSendMessage(claimId: string): Submission<MessageInput, Message> {
  const send = useCallback(
    async (body: MessageInput, idempotencyKey: string) => {
      const path = `${claimPath(claimId)}/messages`;
      const message = await ask<Message>({ method: 'POST', path, body, idempotencyKey });
      for (const subject of ['messages', 'claim', 'events']) {
        void queryClient.invalidateQueries({ queryKey: [subject, claimId] });
      }
      return message;
    },
    [claimId],
  );
  return useSubmission(send);
}
