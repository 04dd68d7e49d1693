import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Policy } from '../../../domain/policy.ts';
import { usePolicies } from '../../api/office.ts';
import { useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { ScrollingTable } from './scrolling-table.tsx';
import './office.css';

function Standing({ policy, current }: { policy: Policy; current: Policy | undefined }): ReactNode {
  const { policies: words } = useWords('operator');
  const now = useServerNow(60_000);
  if (policy === current) return <Tag tone="good">{words.inForce}</Tag>;
  return Date.parse(policy.effective_from) > now ? <Tag tone="warm">{words.coming}</Tag> : <Tag>{words.past}</Tag>;
}

/** R7: every version there is, the one that takes effect last first. */
export function PoliciesPage(): ReactNode {
  const { policies: words } = useWords('operator');
  const now = useServerNow(60_000);
  const { data, error, isPending, refetch } = usePolicies();
  const current = data?.find(({ effective_from: from }) => Date.parse(from) <= now);
  return (
    <div className="stack">
      <div className="office-missing">
        <h1>{words.heading}</h1>
        <LinkButton href="/office/policies/new" tone="primary">
          {words.new}
        </LinkButton>
      </div>
      <p className="quiet">{words.note}</p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {isPending && <PageSkeleton blocks={1} />}
      {data && (
        <ScrollingTable
          label={words.heading}
          rows={data}
          keyOf={({ name, version }) => `${name} ${version}`}
          columns={[
            {
              name: words.name,
              cell: ({ name, version }) => (
                <Link href={`/office/policies/${encodeURIComponent(name)}/${version}`}>
                  {name} · {words.version(version)}
                </Link>
              ),
            },
            { name: words.effective, cell: ({ effective_from: from }) => <When at={from} />, kind: 'fixed' },
            { name: '', cell: (policy) => <Standing policy={policy} current={current} />, kind: 'fixed' },
            { name: words.region, cell: ({ region }) => region },
            { name: words.workingDays, cell: ({ working_days: days }) => words[days] },
          ]}
        />
      )}
    </div>
  );
}
