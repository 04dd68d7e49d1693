import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { askAll, claimPath } from '../../api/claims.ts';
import { ask, commonHeaders, newKey, send } from '../../api/client.ts';
import { pollInterval } from '../../api/live.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Claim, Note, Page, RulingPreview, Template, TemplateInput, Viewers, Workload } from '../../api/shapes.ts';
import { type Submission, useSubmission } from '../../api/submission.ts';
import { amountIn, type RulingDraft, rulingBody } from './ruling-draft.ts';

export function useNotes(claimId: string) {
  return useQuery({
    queryKey: ['notes', claimId],
    queryFn: ({ signal }) => askAll<Note>(`${claimPath(claimId)}/notes`, signal),
    refetchInterval: pollInterval,
  });
}

export function useAddNote(claimId: string): Submission<{ readonly words: string }, Note> {
  const add = useCallback(
    async (body: { readonly words: string }, idempotencyKey: string) => {
      const note = await ask<Note>({ method: 'POST', path: `${claimPath(claimId)}/notes`, body, idempotencyKey });
      void queryClient.invalidateQueries({ queryKey: ['notes', claimId] });
      return note;
    },
    [claimId],
  );
  return useSubmission(add);
}

/** Well within the time after which the server takes somebody to have left. */
const REPEAT_MS = 15_000;

/** Who of the staff has the claim open; the server is told that this window has, for as long as it is looked at. */
export function useViewers(claimId: string) {
  const [window] = useState(newKey);
  const path = `${claimPath(claimId)}/viewers/${window}`;
  useEffect(() => {
    // Whoever cannot be told finds out by the silence.
    const leave = () =>
      void send(path, { method: 'DELETE', keepalive: true, headers: commonHeaders() }).catch(() => undefined);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [path]);
  return useQuery({
    queryKey: ['viewers', claimId, window],
    queryFn: ({ signal }) => ask<Viewers>({ method: 'PUT', path, signal }),
    refetchInterval: REPEAT_MS,
    gcTime: 0,
  });
}

const TEMPLATES = '/v1/message-templates';

export function useTemplates() {
  return useQuery({
    queryKey: ['templates'],
    queryFn: async ({ signal }) => (await ask<Page<Template>>({ path: TEMPLATES, signal })).data,
  });
}

function refreshTemplates(): void {
  void queryClient.invalidateQueries({ queryKey: ['templates'] });
}

/** Adds a template, or changes the one of this id. */
export function useSaveTemplate(id: string | null): Submission<TemplateInput, Template> {
  const save = useCallback(
    async (body: TemplateInput, idempotencyKey: string) => {
      const saved =
        id === null
          ? await ask<Template>({ method: 'POST', path: TEMPLATES, body, idempotencyKey })
          : await ask<Template>({ method: 'PUT', path: `${TEMPLATES}/${encodeURIComponent(id)}`, body });
      refreshTemplates();
      return saved;
    },
    [id],
  );
  return useSubmission(save);
}

export function useRemoveTemplate(id: string): Submission<Record<never, never>, true> {
  const remove = useCallback(async () => {
    await ask<undefined>({ method: 'DELETE', path: `${TEMPLATES}/${encodeURIComponent(id)}` });
    refreshTemplates();
    return true as const;
  }, [id]);
  return useSubmission(remove);
}

export function useWorkload(enabled: boolean) {
  return useQuery({
    queryKey: ['workload'],
    queryFn: ({ signal }) => ask<Workload>({ path: '/v1/reports/workload', signal }),
    refetchInterval: pollInterval,
    enabled,
  });
}

/** Long enough for a figure to be typed, too short to wait for. */
const PREVIEW_AFTER_MS = 250;

function useSettled(text: string | null): string | null {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PREVIEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** What decides what happens, once all of it is chosen; null before. */
function previewBody(draft: RulingDraft, claim: Claim): string | null {
  const amount = amountIn(draft, claim.currency);
  const { fault, remedy, freight, funding } = draft;
  if (fault === '' || remedy === '' || freight === '' || funding === '' || amount === null) return null;
  const { return_goods } = rulingBody(draft, claim);
  return JSON.stringify({ fault, remedy, amount, return_goods, freight, funding });
}

/** What the ruling would do, as the server decides it; `complete` is false while something is still to be chosen. */
export function useRulingPreview(claim: Claim, draft: RulingDraft) {
  const wanted = previewBody(draft, claim);
  const body = useSettled(wanted);
  const { data, error } = useQuery({
    queryKey: ['ruling-preview', claim.id, claim.version, body],
    queryFn: ({ signal }) =>
      ask<RulingPreview>({
        method: 'POST',
        path: `${claimPath(claim.id)}/ruling-preview`,
        body: JSON.parse(body ?? '{}'),
        signal,
      }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
  });
  return { complete: wanted !== null, preview: error ? undefined : data, error };
}
