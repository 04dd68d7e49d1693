import { type ReactNode, useState } from 'react';
import type { Claim, ClaimEvent, Ruling } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { ActionButton, actionOf, unavailableOf } from '../../ui/action-button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { filesOf, textOf } from '../buyer/event-data.ts';
import { StatementDialog } from './dialogs.tsx';

function RulingFacts({ ruling, currency }: { ruling: Ruling; currency: string }): ReactNode {
  const { claim: claimWords, ruling: words } = useWords('seller');
  const { remedies, faults, freights, fundings, rulingReasons } = useNames();
  const isPaid = ruling.remedy !== 'none';
  return (
    <Facts
      rows={[
        [claimWords.remedy, <b key="remedy">{remedies[ruling.remedy]}</b>],
        [
          claimWords.amount,
          isPaid && (
            <span key="amount" className="sum">
              <Money amount={ruling.amount} currency={currency} />
            </span>
          ),
        ],
        [words.fault, faults[ruling.fault]],
        [words.basis, rulingReasons[ruling.reason_code]],
        [words.returnGoods, isPaid && (ruling.return_goods ? words.returnYes : words.returnNo)],
        [claimWords.freight, ruling.return_goods && freights[ruling.freight]],
        [words.funding, isPaid && fundings[ruling.funding]],
        [words.rules, ruling.rules.join(' · ')],
      ]}
    />
  );
}

function Findings({ ruling }: { ruling: Ruling }): ReactNode {
  const { ruling: words } = useWords('seller');
  if (ruling.findings.length === 0) return null;
  return (
    <section className="stack">
      <h3>{words.findings}</h3>
      <ol className="findings">
        {ruling.findings.map(({ text, files }) => (
          <li key={text}>
            <p className="said">{text}</p>
            <FileRow files={files} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** R56: the appeal, where there is one: whose, what they said, and what came of it. */
function Appeal({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { ruling: words } = useWords('seller');
  const { appeal } = claim;
  if (!appeal) return null;
  const filed = events.findLast(({ type }) => type === 'appeal.filed');
  const decided = events.findLast(({ type }) => type === 'appeal.decided');
  const reasons = appeal.outcome && textOf(decided, 'words');
  return (
    <section className="stack appeal">
      <div className="row">
        <h3>{words.appealBy[appeal.by]}</h3>
        <Tag tone={appeal.outcome ? 'plain' : 'calm'}>
          {appeal.outcome ? words.appealOutcome[appeal.outcome] : words.appealOpen}
        </Tag>
        <span className="quiet">
          <When at={appeal.at} />
        </span>
      </div>
      <p className="said">{textOf(filed, 'words')}</p>
      <FileRow files={filesOf(filed)} />
      {reasons && <p className="said">{reasons}</p>}
    </section>
  );
}

/** R50: the ruling with its findings and reasons, and the appeal against it. */
export function RulingCard({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { ruling: words } = useWords('seller');
  const [appealing, setAppealing] = useState(false);
  const { ruling, currency } = claim;
  if (!ruling) return null;
  const canSayWhy = unavailableOf(claim, 'appeal')?.code !== 'WRONG_STATE';
  return (
    <Card
      title={words.title}
      aside={
        <span className="quiet">
          <When at={ruling.at} />
        </span>
      }
    >
      <div className="stack">
        <RulingFacts ruling={ruling} currency={currency} />
        <Findings ruling={ruling} />
        <Appeal claim={claim} events={events} />
        {(actionOf(claim, 'appeal') || canSayWhy) && (
          <ActionButton claim={claim} command="appeal" onPress={() => setAppealing(true)} />
        )}
      </div>
      {appealing && <StatementDialog claim={claim} command="appeal" onClose={() => setAppealing(false)} />}
    </Card>
  );
}
