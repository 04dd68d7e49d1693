import { PROCESS } from '../domain/process.ts';
import { REACH_WORDS } from './authorization.ts';
import { CALLER_ROLES, type CallerRole, REACHES, type Route } from './route.ts';

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(...head), `|${head.map(() => '---|').join('')}`, ...rows].join('\n');
}

function cellOf({ access }: Route, role: CallerRole): string {
  if (access === 'public') return 'common';
  return access.sees[role] ?? '·';
}

function routeRow(route: Route): string {
  const { method, url, access } = route;
  const scopes =
    access === 'public' ? 'none: open to everybody' : access.scopes.map((scope) => `\`${scope}\``).join(', ');
  return row(`\`${method} ${url}\``, scopes, ...CALLER_ROLES.map((role) => cellOf(route, role)));
}

function commandRow([command, { by, rule }]: [string, (typeof PROCESS)[keyof typeof PROCESS]]): string {
  const marks = CALLER_ROLES.map((role) => (by.includes(role) ? 'may' : '·'));
  return row(`\`${command}\``, rule, ...marks);
}

/** Commands are one row each in the process table, and alike in this one. */
function withoutCommands(routes: readonly Route[]): Route[] {
  const [first] = routes.filter(({ tag }) => tag === 'commands');
  return routes.flatMap((route) => {
    if (route.tag !== 'commands') return [route];
    return route === first ? [{ ...route, url: '/v1/claims/:id/{command}' as const }] : [];
  });
}

/** Who may do what, and to what of it: the table of routes as people read it, in Markdown. */
export function authorizationDocument(routes: readonly Route[]): string {
  const reaches = REACHES.map((reach) => row(`**${reach}**`, REACH_WORDS[reach]));
  return `# Who may do what

Generated from the \`access\` of every route in \`src/http/routes/\` and the process table in \`src/domain/process.ts\`; do
not edit by hand. The routes themselves, this page and \`test/http/authorization-matrix.test.ts\` read the same rows. The
test tries every route as everybody, in every position of a claim.

A request needs a secret whose scopes include all that the route asks for, and a role that has an entry. Without a valid
secret it is \`UNAUTHENTICATED\` (401); without a scope or an entry \`FORBIDDEN\` (403). What the entry leaves out does not
exist for the caller: \`NOT_FOUND\` (404), the same to the last byte as for an id that nobody has.

${table(['entry', 'is what they see and act on'], [...reaches, row('·', 'nothing: refused')])}

## Routes

${table(['route', 'scopes', ...CALLER_ROLES], withoutCommands(routes).map(routeRow))}

A key without the scope \`staff\` cannot act as staff at all. A portal token is one user and takes no \`Act-As\`; it has the
scopes \`orders\` and \`claims\`. A key gives no key a scope that it does not have.

## Commands

Whoever sees a claim may try every command; whose it is to give is decided by the process (\`WRONG_PARTY\`, 403).

${table(['command', 'rule', ...CALLER_ROLES], Object.entries(PROCESS).map(commandRow))}

A mediator decides only what they have taken or been given (\`NOT_OWNER\`). Nobody decides a claim in which they are a
party, and nobody approves a ruling of their own or decides an appeal against one, in whatever role they come
(\`CONFLICT_OF_INTEREST\`; R47, R52, R56).
`;
}
