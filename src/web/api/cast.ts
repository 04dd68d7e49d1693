import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../language/locale.ts';
import type { Viewer } from '../session/session.ts';
import { SETTINGS } from '../session/settings.ts';
import { ask } from './client.ts';

/** Somebody of the demo marketplace whom a visitor may become. */
export interface Person {
  readonly role: Viewer['role'];
  readonly id: string;
  readonly shop_id?: string;
  readonly name: string;
  readonly colour: string;
  /** What is interesting to do as them. */
  readonly about: string;
  /** Where to look first. */
  readonly claim_id: string | null;
}

export interface Cast {
  readonly people: readonly Person[];
  readonly shops: readonly { readonly id: string; readonly name: string }[];
}

/** Everybody of the demo marketplace, in the reader's language; asked for there alone. */
export function useCast() {
  const locale = useLocale();
  return useQuery({
    queryKey: ['cast', locale],
    queryFn: ({ signal }) => ask<Cast>({ path: '/demo/people', signal }),
    enabled: SETTINGS.demo,
  });
}
