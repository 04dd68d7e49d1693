import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Policy, PolicyValues } from '../../../domain/policy.ts';
import { usePolicies } from '../../api/office.ts';
import { useWords } from '../../language/words.ts';
import { Card } from '../../ui/card.tsx';
import { FormField } from '../../ui/field.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NotFound, PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageProps } from '../page.ts';
import { type Difference, differencesOf } from './policy-differences.ts';
import { PolicyDocument, ruleOf } from './policy-document.tsx';
import { ScrollingTable } from './scrolling-table.tsx';
import './office.css';

const idOf = ({ name, version }: Policy) => `${name}/${version}`;

function Kind({ before, after }: Difference): ReactNode {
  const { policies: words } = useWords('operator');
  if (before === null) return <Tag tone="good">{words.added}</Tag>;
  return after === null ? <Tag tone="urgent">{words.removed}</Tag> : <Tag tone="calm">{words.changed}</Tag>;
}

/** What one version says otherwise than another, with what it is called and the rule it belongs to. */
function Comparison({ before, after }: { before: Policy; after: Policy }): ReactNode {
  const { policies: words } = useWords('operator');
  const differences = differencesOf(before, after);
  const title = `${idOf(before)} → ${idOf(after)}`;
  return (
    <Card title={title} aside={<Tag>{words.differences(differences.length)}</Tag>}>
      {differences.length === 0 ? (
        <p>{words.same}</p>
      ) : (
        <ScrollingTable
          label={title}
          rows={differences}
          keyOf={({ name }) => name}
          columns={[
            { name: '', cell: (difference) => <Kind {...difference} />, kind: 'fixed' },
            {
              name: words.name,
              cell: ({ name }) => (
                <>
                  {words.values[name as keyof PolicyValues]} {ruleOf(name)}
                  <div className="quiet">
                    <code>{name}</code>
                  </div>
                </>
              ),
            },
            { name: words.before, cell: ({ before: was }) => was !== null && <del>{was}</del> },
            { name: words.after, cell: ({ after: is }) => is !== null && <ins>{is}</ins> },
          ]}
        />
      )}
    </Card>
  );
}

/** One version of a policy, to be read, or compared with another. */
export function PolicyPage({ params }: PageProps): ReactNode {
  const { policies: words } = useWords('operator');
  const { data, error, isPending, refetch } = usePolicies();
  const [other, setOther] = useState('');
  const policy = data?.find((one) => idOf(one) === `${params.name}/${params.version}`);
  const before = data?.find((one) => idOf(one) === other);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />;
  if (!policy) return <NotFound />;
  return (
    <div className="stack">
      <p>
        <Link href="/office/policies">{words.back}</Link>
      </p>
      <h1>
        {policy.name} · {words.version(policy.version)}
      </h1>
      <div className="office-tools">
        <FormField label={words.compareWith} optional>
          {(control) => (
            <select {...control} className="input" value={other} onChange={(event) => setOther(event.target.value)}>
              <option value="">{words.onlyThis}</option>
              {data
                ?.filter((one) => one !== policy)
                .map((one) => (
                  <option key={idOf(one)} value={idOf(one)}>
                    {one.name} · {words.version(one.version)}
                  </option>
                ))}
            </select>
          )}
        </FormField>
      </div>
      {before ? <Comparison before={before} after={policy} /> : <PolicyDocument policy={policy} />}
    </div>
  );
}
