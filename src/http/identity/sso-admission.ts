import type { PoolClient } from 'pg';
import { recordAudit } from '../../store/audit.ts';
import {
  changeStaffAccount,
  createStaffAccount,
  findCredentialsByEmail,
  findStaffBySso,
  linkSso,
  type StaffAccount,
} from '../../store/staff-account.ts';
import type { HttpDeps } from '../deps.ts';
import type { SsoPerson } from './sso.ts';
import type { SsoSettings } from './sso-settings.ts';

const SYSTEM = { actor: { role: 'system' }, credential: null } as const;

interface Admitting {
  readonly person: SsoPerson;
  readonly settings: SsoSettings;
  readonly deps: HttpDeps;
}

/** An account that is theirs by an address of which the provider says that it is. */
async function known(tx: PoolClient, { person }: Admitting): Promise<StaffAccount | null> {
  const linked = await findStaffBySso(tx, person);
  if (linked || person.email === null) return linked;
  const account = await findCredentialsByEmail(tx, person.email);
  return account && (await linkSso(tx, account.id, person)) ? { ...account, hasSingleSignOn: true } : null;
}

async function welcome(tx: PoolClient, { person, settings, deps }: Admitting): Promise<StaffAccount | null> {
  const { name, email, roles } = person;
  if (settings.roles.length === 0 || email === null) return null;
  const account = await createStaffAccount(tx, { id: deps.newId('stf'), name: name ?? email, email, roles });
  if (!account || !(await linkSso(tx, account.id, person))) return null;
  const entry = { action: 'staff.joined', subject: account.id, details: { by: 'sso', roles } } as const;
  await recordAudit(tx, deps.store, { ...SYSTEM, ...entry });
  return account;
}

const isSame = (one: readonly string[], other: readonly string[]) => one.toSorted().join() === other.toSorted().join();

/** Where the provider says who has which role, it says so every time. */
async function follow(
  tx: PoolClient,
  account: StaffAccount,
  { person, deps }: Admitting,
): Promise<StaffAccount | null> {
  const { id, name, active } = account;
  const { roles } = person;
  if (isSame(account.roles, roles)) return account;
  await recordAudit(tx, deps.store, { ...SYSTEM, action: 'staff.changed', subject: id, details: { roles, by: 'sso' } });
  return changeStaffAccount(tx, id, { name, active, roles });
}

/** The account of somebody whom the provider vouches for; null where they are nobody here. */
export async function admit(tx: PoolClient, admitting: Admitting): Promise<StaffAccount | null> {
  const { person, settings } = admitting;
  const isMapped = settings.roles.length > 0;
  if (isMapped && person.roles.length === 0) return null;
  const account = (await known(tx, admitting)) ?? (await welcome(tx, admitting));
  if (!account?.active) return null;
  return isMapped ? follow(tx, account, admitting) : account;
}
