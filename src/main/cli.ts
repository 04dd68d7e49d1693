// `gongdao`: everything that is done from a command line.

import { Command, Option } from 'commander';
import { LOCALES, type Locale } from '../../locales/locale.ts';
import { STAFF_ROLES } from '../contract/staff.ts';
import { checkPolicyFile } from './commands/check-policy.ts';
import { importOrders } from './commands/import-orders.ts';
import { addStaff, listStaff, resetStaff } from './commands/manage-staff.ts';
import { migrateDatabase } from './commands/migrate-database.ts';
import { CommandError, type Remote } from './commands/remote.ts';
import { rotateKeys } from './commands/rotate-keys.ts';
import { showClaim } from './commands/show-claim.ts';
import { verifyFile } from './commands/verify-case-file.ts';
import { greet } from './greeting.ts';
import { run } from './run.ts';
import { SettingsError } from './settings-error.ts';

const program = new Command('gongdao')
  .description('The resolution centre that any marketplace can run beside its shop.')
  .addHelpText(
    'after',
    `
Settings come from the environment:
  DATABASE_URL   postgres://…; without it a PostgreSQL of its own runs under DATA_DIR
  DATA_DIR       where the embedded database and the files are (./data)
  FILES          directory of the evidence files (DATA_DIR/files)
  MASTER_KEY     32 random bytes in base64 that wrap the keys of what people write; the same on every node.
                 without it, a file of its own under DATA_DIR
  RECORDS_KEPT_YEARS  how long a trade's records are kept before anybody can be erased (3)
  PORT, HOST     where the API listens (4000, 127.0.0.1)
  SANDBOX=1      a clock that can be driven; SANDBOX_NOW=2026-05-01T00:00:00Z is where it begins
  PUBLIC_URL     where users reach the pages; behind a proxy TRUST_PROXY=1, or its addresses, as well
  OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET
                 single sign-on for staff; OIDC_NAME is on the button, OIDC_ROLES=help-desk:mediator,leads:supervisor
                 gives roles by the values of OIDC_ROLES_CLAIM (groups), OIDC_SCOPE is asked for (openid email profile)
  RETURN_URLS    where portal sessions may lead back to: https://shop.example/,…
  EMBED_ORIGINS  whose pages may show a claim inside, by <gongdao-claim>: https://shop.example,…
  LOG_LEVEL      debug, info, warn, error or silent

Try it in a sandbox:
  $ SANDBOX=1 BOOTSTRAP_API_KEY=sk_try gongdao serve --work
  $ gongdao import orders orders.ndjson --key sk_try
  $ gongdao claim show clm_… --key sk_try`,
  );

function announce(...ready: Parameters<typeof greet>): void {
  console.log(greet(...ready));
}

interface RemoteOptions extends Remote {
  readonly language: Locale;
}

/** Options of the commands that ask a running Gongdao. */
function asking(command: Command): Command {
  return command
    .addOption(
      new Option('--url <url>', 'where Gongdao runs')
        .env('GONGDAO_URL')
        .default(`http://127.0.0.1:${process.env.PORT || 4000}`),
    )
    .addOption(new Option('--key <key>', 'an API key').env('GONGDAO_API_KEY').makeOptionMandatory())
    .addOption(new Option('--language <tag>', 'what it speaks').choices(LOCALES).default('zh-CN'));
}

program
  .command('serve')
  .description('answer HTTP')
  .option('--work', 'and fire deadlines in the same process')
  .addHelpText(
    'after',
    '\nRun as many as you like over one database. Somebody must work: --work here, or `gongdao work`.',
  )
  .action(({ work = false }: { work?: boolean }) => run({ serves: true, works: work, onReady: announce }));

program
  .command('work')
  .description('fire deadlines and retry refunds')
  .addHelpText(
    'after',
    '\nA deadline counts from its own instant however late it is fired; each is fired once, by whichever node.',
  )
  .action(() => run({ serves: false, works: true, onReady: announce }));

program
  .command('migrate')
  .description('bring the database to the schema of this version')
  .addHelpText('after', '\nForward only, one file at a time, each in one transaction. `serve` and `work` do it too.')
  .action(migrateDatabase);

program
  .command('keys')
  .description('look after keys')
  .command('rotate')
  .description('wrap the keys of what people write under the first key of MASTER_KEY')
  .addHelpText('after', '\nSet MASTER_KEY=new,old on every node, run this, then take the old one away.')
  .action(async () => console.log(`${await rotateKeys()} keys wrapped anew`));

asking(
  program
    .command('import')
    .description('put what the marketplace has')
    .command('orders')
    .description('put every order of an NDJSON file')
    .argument('<file>', 'one order a line, as in PUT /v1/orders/{id}'),
)
  .addHelpText(
    'after',
    '\nMay be run again: an order that is put twice is the same order. Refused lines are listed, and spoil no other.',
  )
  .action(async (file: string, options: RemoteOptions) => {
    const { taken, refused } = await importOrders(options, file);
    for (const { line, id, code } of refused) console.error(`line ${line}${id ? ` (${id})` : ''}: ${code}`);
    console.log(`${taken} orders taken, ${refused.length} refused`);
    if (refused.length > 0) process.exitCode = 1;
  });

asking(
  program
    .command('claim')
    .description('look at claims')
    .command('show')
    .description('a claim’s timeline, and how its deadline came about')
    .argument('<id>', 'clm_…'),
).action(async (id: string, options: RemoteOptions) => {
  console.log(await showClaim(options, id, options.language));
});

program
  .command('verify')
  .description('whether a case file fits together, and with what is known from elsewhere; offline, no database')
  .argument('<file>', 'a zip from GET /v1/claims/{id}/case-file')
  .option('--root <digest>', 'the root of the day, as the operator published it')
  .option('--head <digest>', 'the head of the claim, as another case file of it names it')
  .addHelpText(
    'after',
    `
It ends with code 0 when everything fits; otherwise it names the first thing that does not, and ends with code 1.
What is checked, and how to write such a program yourself: docs/case-file.md.

  $ gongdao verify gongdao-clm_….zip --root 6d0f…`,
  )
  .action(async (path: string, expected: { root?: string; head?: string }) => {
    const { report, ok } = await verifyFile(path, expected);
    (ok ? console.log : console.error)(report);
    if (!ok) process.exitCode = 1;
  });

const staff = program.command('staff').description('who works for the platform');

asking(staff.command('list').description('everybody: address, name, roles, state')).action(
  async (options: RemoteOptions) => {
    console.log(await listStaff(options));
  },
);

asking(
  staff
    .command('add')
    .description('make an account; prints a link to hand over')
    .argument('<email>', 'with which they sign in')
    .requiredOption('--name <name>', 'as colleagues know them')
    .addOption(new Option('--role <role...>', 'what they do').choices(STAFF_ROLES).makeOptionMandatory()),
).action(async (email: string, options: RemoteOptions & { name: string; role: string[] }) => {
  console.log(await addStaff(options, { email, name: options.name, roles: options.role }));
});

asking(
  staff
    .command('reset')
    .description('let somebody who is locked out choose a new password; prints a link to hand over')
    .argument('<email>', 'with which they sign in'),
).action(async (email: string, options: RemoteOptions) => {
  console.log(await resetStaff(options, email));
});

program
  .command('policy')
  .description('look at policies')
  .command('check')
  .description('whether a policy may be published: its shape, and a walk through every claim it allows')
  .argument('<file>', 'a policy document (JSON)')
  .addHelpText(
    'after',
    `
A policy is refused when a claim could get stuck under it, when a party could block, or when silence decides against
somebody who could not act. The shortest story that shows it is printed. The virtual-goods trap (R33) is a warning.`,
  )
  .action(async (file: string) => {
    const { report, ok } = await checkPolicyFile(file);
    console.log(report);
    if (!ok) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof CommandError || error instanceof SettingsError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
