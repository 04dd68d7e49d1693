import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { StaffRole } from '../../domain/claim.ts';
import type { SsoVisit } from '../../store/sso-visit.ts';
import type { SsoSettings } from './sso-settings.ts';

/** Whom the provider says somebody is. */
export interface SsoPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** In lower case, and only where the provider has seen to it that it is theirs. */
  readonly email: string | null;
  readonly roles: readonly StaffRole[];
}

export interface Sso {
  readonly settings: SsoSettings;
  /** Where to send the browser, and what must come back with it. */
  readonly leave: (callback: string) => Promise<{ readonly url: string; readonly visit: SsoVisit }>;
  /** Throws where what came back is not what was asked for. */
  readonly arrive: (current: URL, visit: SsoVisit) => Promise<SsoPerson>;
}

const TIMEOUT_SECONDS = 10;
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)/;

function discover({ issuer, clientId, clientSecret }: SsoSettings): Promise<Configuration> {
  return discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    // Without TLS on the machine itself alone, where a provider may be tried out.
    execute: LOOPBACK.test(issuer) ? [allowInsecureRequests] : [],
  });
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

function rolesOf({ roles, rolesClaim }: SsoSettings, claims: Record<string, unknown>): StaffRole[] {
  const claim = claims[rolesClaim];
  const values = Array.isArray(claim) ? claim : [claim];
  return [...new Set(roles.flatMap(({ value, role }) => (values.includes(value) ? [role] : [])))];
}

function personOf(settings: SsoSettings, claims: Record<string, unknown> & { iss: string; sub: string }): SsoPerson {
  const email = claims.email_verified === true ? textOf(claims.email) : null;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: textOf(claims.name) ?? textOf(claims.preferred_username),
    email: email?.toLowerCase() ?? null,
    roles: rolesOf(settings, claims),
  };
}

export function createSso(settings: SsoSettings): Sso {
  let found: Promise<Configuration> | undefined;
  const configuration = () => {
    found ??= discover(settings);
    // A provider that could not be reached is asked again.
    found.catch(() => {
      found = undefined;
    });
    return found;
  };
  return {
    settings,
    leave: async (callback) => {
      const config = await configuration();
      const visit = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: settings.scope,
        state: visit.state,
        nonce: visit.nonce,
        code_challenge: await calculatePKCECodeChallenge(visit.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, visit };
    },
    arrive: async (current, { state, nonce, verifier }) => {
      const config = await configuration();
      const tokens = await authorizationCodeGrant(config, current, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider sent no ID token');
      const more = config.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(config, tokens.access_token, claims.sub)
        : {};
      return personOf(settings, { ...more, ...claims });
    },
  };
}
