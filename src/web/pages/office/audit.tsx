import { type ReactNode, useState } from 'react';
import { AUDIT_ACTIONS, type AuditAction } from '../../../domain/audit.ts';
import { dayNumber, dayOf, startOfDay } from '../../../domain/time.ts';
import { type AuditEntry, useAuditLog } from '../../api/office.ts';
import { useNames, useWords } from '../../language/words.ts';
import { SETTINGS } from '../../session/settings.ts';
import { Button } from '../../ui/button.tsx';
import { FormField, TextField } from '../../ui/field.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { ScrollingTable } from './scrolling-table.tsx';
import './office.css';

interface Asked {
  readonly action: string;
  readonly person: string;
  readonly from: string;
  readonly until: string;
}

/** The first instant of a calendar day, or of the one after it; undefined while none is chosen. */
function instantOf(day: string, later = 0): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return new Date(startOfDay(dayOf(dayNumber(day) + later), SETTINGS.timeZone)).toISOString();
}

function Filters({ asked, onChange }: { asked: Asked; onChange: (change: Partial<Asked>) => void }): ReactNode {
  const { audit: words } = useWords('operator');
  return (
    <div className="office-tools">
      <FormField label={words.action} optional>
        {(control) => (
          <select
            {...control}
            className="input"
            value={asked.action}
            onChange={(event) => onChange({ action: event.target.value })}
          >
            <option value="">{words.all}</option>
            {AUDIT_ACTIONS.map((action) => (
              <option key={action} value={action}>
                {words.actions[action] ?? action}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <TextField optional label={words.person} value={asked.person} onChange={(person) => onChange({ person })} />
      <TextField optional type="date" label={words.from} value={asked.from} onChange={(from) => onChange({ from })} />
      <TextField
        optional
        type="date"
        label={words.until}
        value={asked.until}
        onChange={(until) => onChange({ until })}
      />
    </div>
  );
}

function detailsOf({ details }: AuditEntry): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join('; ');
}

export function AuditPage(): ReactNode {
  const { audit: words } = useWords('operator');
  const { roles } = useNames();
  const [asked, setAsked] = useState<Asked>({ action: '', person: '', from: '', until: '' });
  const log = useAuditLog({
    action: asked.action || undefined,
    actor_id: asked.person.trim() || undefined,
    from: instantOf(asked.from),
    until: instantOf(asked.until, 1),
  });
  const entries = log.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      <Filters asked={asked} onChange={(change) => setAsked({ ...asked, ...change })} />
      <ProblemAlert problem={log.error} onRetry={() => void log.refetch()} />
      {log.isPending && <PageSkeleton blocks={1} />}
      {log.data && entries.length === 0 && <EmptyState title={words.empty} />}
      {entries.length > 0 && (
        <ScrollingTable
          label={words.heading}
          rows={entries}
          keyOf={({ id }) => id}
          columns={[
            { name: words.at, cell: ({ at }) => <When at={at} />, kind: 'fixed' },
            { name: words.actor, cell: ({ actor }) => `${roles[actor.role]} ${actor.id ?? ''}` },
            { name: words.action, cell: ({ action }) => words.actions[action as AuditAction] ?? action },
            { name: words.subject, cell: ({ subject }) => <code>{subject}</code> },
            { name: words.details, cell: detailsOf },
            { name: words.credential, cell: ({ credential }) => <code>{credential}</code> },
          ]}
        />
      )}
      {log.hasNextPage && (
        <div>
          <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
}
