import { type ReactNode, useState } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { ActionButton, actionOf } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { useShortcuts } from './shortcuts.ts';
import { STAFF_COMMANDS, StaffDialog } from './staff-dialog.tsx';

type Command = (typeof STAFF_COMMANDS)[number];

/** The key of each command, where it can be given. */
const KEYS: Readonly<Record<string, Command>> = {
  t: 'take',
  l: 'release',
  a: 'assign',
  d: 'require_evidence',
  c: 'log_call',
  x: 'escalate',
  s: 'suspend',
};

/** What can be done with the claim beside ruling, what can be done now first; the rest says why not when asked. */
export function StaffActions({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('mediator');
  const common = useWords('common');
  const [open, setOpen] = useState<Command | null>(null);
  useShortcuts(
    Object.fromEntries(
      Object.entries(KEYS).flatMap(([key, command]) =>
        actionOf(claim, command) ? [[key, () => setOpen(command)] as const] : [],
      ),
    ),
  );
  const known = new Set(claim.unavailable.map(({ command }) => command));
  const [ready, closed] = [
    STAFF_COMMANDS.filter((command) => actionOf(claim, command)),
    STAFF_COMMANDS.filter((command) => known.has(command)),
  ];
  return (
    <Card title={words.commands}>
      <div className="row">
        {ready.map((command) => (
          <ActionButton
            key={command}
            claim={claim}
            command={command}
            small
            tone={command === 'take' ? 'primary' : 'plain'}
            onPress={() => setOpen(command)}
          />
        ))}
      </div>
      {closed.length > 0 && (
        <details className="desk-closed">
          <summary>{common.action.unavailable(closed.length)}</summary>
          <div className="stack">
            {closed.map((command) => (
              <ActionButton key={command} claim={claim} command={command} small onPress={() => undefined} />
            ))}
          </div>
        </details>
      )}
      {open && <StaffDialog claim={claim} command={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
