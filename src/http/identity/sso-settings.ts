import type { StaffRole } from '../../domain/claim.ts';

/** One provider of OpenID Connect, and what it says of those who sign in by it. */
export interface SsoSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the button calls it: `Market ID`. */
  readonly name: string;
  readonly scope: string;
  /** Whose values are mapped: `groups`. */
  readonly rolesClaim: string;
  /**
   * Who has which role, by the values of that claim. Empty: the provider only says who somebody is, and only those come
   * in whom an operator has invited.
   */
  readonly roles: readonly { readonly value: string; readonly role: StaffRole }[];
}
