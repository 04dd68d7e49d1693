import { useCallback, useRef, useState } from 'react';
import { newKey } from './client.ts';
import { ApiProblem, offline } from './problem.ts';

/** One thing that somebody wants done, from the first press to its end. */
interface Attempt {
  readonly body: string;
  readonly key: string;
}

export interface Submission<B, T> {
  /** Sends; null when it did not succeed. A second press while the first is on its way does nothing. */
  readonly submit: (body: B) => Promise<T | null>;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** What is wrong with a field, by the last part of its pointer (`/terms/amount` is `amount`) and by the whole. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  /** Forgets the problem, for example when the form is closed. */
  readonly clear: () => void;
}

function fieldErrorsOf(problem: ApiProblem | null): Record<string, string> {
  const entries = (problem?.errors ?? []).flatMap(({ pointer, detail }) => [
    [pointer, detail],
    [pointer.split('/').at(-1) ?? pointer, detail],
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/**
 * Sends something that changes something, exactly once. The same content sent again after a failure that says nothing
 * about its fate (no answer, an overloaded server) carries the same idempotency key; after an answer, a new one.
 */
export function useSubmission<B, T>(send: (body: B, idempotencyKey: string) => Promise<T>): Submission<B, T> {
  const attempt = useRef<Attempt | null>(null);
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = useCallback(
    async (body: B) => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      const text = JSON.stringify(body);
      if (attempt.current?.body !== text) attempt.current = { body: text, key: newKey() };
      try {
        const value = await send(body, attempt.current.key);
        attempt.current = null;
        setProblem(null);
        return value;
      } catch (error) {
        const known = error instanceof ApiProblem ? error : offline();
        if (!known.isPassing) attempt.current = null;
        setProblem(known);
        return null;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [send],
  );
  const clear = useCallback(() => setProblem(null), []);
  return { submit, busy, problem, fieldErrors: fieldErrorsOf(problem), clear };
}
