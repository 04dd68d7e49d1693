import type { Access, Caller } from '../route.ts';

/** Whoever of the staff has signed in, whatever their hat. */
export const OWN = {
  scopes: ['staff'],
  by: 'session',
  sees: { mediator: 'self', supervisor: 'self', operator: 'self' },
} as const satisfies Access;

/** The session of a route that only those who have signed in may call. */
export function sessionOf({ session }: Caller): NonNullable<Caller['session']> {
  if (!session) throw new Error('a route about sessions was reached without one');
  return session;
}
