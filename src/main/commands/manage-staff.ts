import type { Static } from 'typebox';
import type { InvitedStaff, StaffLinkView, StaffList, StaffWire } from '../../contract/staff.ts';
import { ask, CommandError, type Remote } from './remote.ts';

async function everybody(remote: Remote): Promise<readonly StaffWire[]> {
  return (JSON.parse(await ask(remote, '/v1/staff')) as Static<typeof StaffList>).data;
}

function stateOf({ active, invited }: StaffWire): string {
  if (!active) return 'inactive';
  return invited ? 'invited' : 'active';
}

/** `gongdao staff list`: one line for each. */
export async function listStaff(remote: Remote): Promise<string> {
  const lines = (await everybody(remote)).map((one) =>
    [one.email ?? one.id, one.name, one.roles.join(','), stateOf(one)].join('\t'),
  );
  return lines.join('\n');
}

function handOver(name: string, { url, expires_at }: Static<typeof StaffLinkView>): string {
  return `Hand this to ${name}. It works once, until ${expires_at}:\n${url}`;
}

/** `gongdao staff add`: an account, and the link with which its owner chooses a password. */
export async function addStaff(
  remote: Remote,
  asked: { readonly email: string; readonly name: string; readonly roles: readonly string[] },
): Promise<string> {
  const made = await ask(remote, '/v1/staff', { method: 'POST', body: JSON.stringify(asked) });
  const { staff, link } = JSON.parse(made) as Static<typeof InvitedStaff>;
  return handOver(staff.name, link);
}

/** `gongdao staff reset`: a link to choose a new password with. */
export async function resetStaff(remote: Remote, email: string): Promise<string> {
  const found = (await everybody(remote)).find((one) => one.email === email.toLowerCase());
  if (!found) throw new CommandError(`Nobody has the address ${email}. \`gongdao staff list\` shows who there is.`);
  const made = await ask(remote, `/v1/staff/${found.id}/link`, { method: 'POST', body: '{}' });
  return handOver(found.name, JSON.parse(made) as Static<typeof StaffLinkView>);
}
