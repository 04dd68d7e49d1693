import { STAFF_ROLES } from '../contract/staff.ts';
import type { SsoSettings } from '../http/identity/sso-settings.ts';
import { SettingsError } from './settings-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readRoles(env: Environment): SsoSettings['roles'] {
  return listed(env.OIDC_ROLES).map((pair) => {
    const at = pair.lastIndexOf(':');
    const [value, name] = [pair.slice(0, at), pair.slice(at + 1)];
    const role = STAFF_ROLES.find((known) => known === name);
    if (at < 1 || !role) {
      throw new SettingsError(
        `OIDC_ROLES must be groups with roles such as help-desk:mediator,leads:supervisor; it has "${pair}".`,
      );
    }
    return { value, role };
  });
}

/** Single sign-on, where a provider is named. */
export function readSso(env: Environment): SsoSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer) return null;
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol)) {
    throw new SettingsError(`OIDC_ISSUER must be an address such as https://id.shop.example; it is "${issuer}".`);
  }
  if (!clientId || !clientSecret) {
    throw new SettingsError('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, as the provider gave them.');
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME || new URL(issuer).hostname,
    scope: env.OIDC_SCOPE || 'openid email profile',
    rolesClaim: env.OIDC_ROLES_CLAIM || 'groups',
    roles: readRoles(env),
  };
}

/** Whose pages may show claims inside. */
export function readEmbedders(env: Environment): readonly string[] {
  return listed(env.EMBED_ORIGINS).map((text) => {
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol) || new URL(text).pathname !== '/') {
      throw new SettingsError(`EMBED_ORIGINS must be origins such as https://shop.example; it has "${text}".`);
    }
    return new URL(text).origin;
  });
}

/** Where users may be sent back to: an address, or all below one that ends with a slash. */
export function readReturnUrls(env: Environment): readonly string[] {
  return listed(env.RETURN_URLS).map((text) => {
    if (!URL.canParse(text) || !/^https?:\/\//.test(text) || /[?#]/.test(text)) {
      throw new SettingsError(`RETURN_URLS must be addresses such as https://shop.example/; it has "${text}".`);
    }
    return new URL(text).href;
  });
}
