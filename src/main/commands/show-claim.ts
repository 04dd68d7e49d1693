import type { Static } from 'typebox';
import type { Locale } from '../../../locales/locale.ts';
import type { ClaimView } from '../../contract/claim-view.ts';
import type { EventView } from '../../contract/event-view.ts';
import type { Policy } from '../../domain/policy.ts';
import { timelineOf } from './claim-timeline.ts';
import { ask, type Remote } from './remote.ts';

interface Page<T> {
  readonly data: T[];
  readonly next_cursor: string | null;
}

async function readAll<T>(remote: Remote, path: string): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = JSON.parse(await ask(remote, `${path}?limit=100${after}`));
    all.push(...page.data);
    cursor = page.next_cursor;
  }
  return all;
}

async function timeZoneOf(remote: Remote, { name, version }: Pick<Policy, 'name' | 'version'>): Promise<string> {
  const policies = await readAll<Policy>(remote, '/v1/policies');
  return policies.find((policy) => policy.name === name && policy.version === version)?.time_zone ?? 'UTC';
}

/** `gongdao claim show`: the claim's timeline and the derivation of its deadline. */
export async function showClaim(remote: Remote, id: string, locale: Locale): Promise<string> {
  const path = `/v1/claims/${encodeURIComponent(id)}`;
  const claim: Static<typeof ClaimView> = JSON.parse(await ask(remote, path));
  const events = await readAll<Static<typeof EventView>>(remote, `${path}/events`);
  return timelineOf({ claim, events }, { locale, timeZone: await timeZoneOf(remote, claim.policy) });
}
