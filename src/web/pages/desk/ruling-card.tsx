import { type ReactNode, useState } from 'react';
import type { Claim, Ruling } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { When } from '../../ui/when.tsx';
import { exhibitsOf, filesIn } from './claim-files.ts';
import { DeskThumb } from './desk-thumb.tsx';
import { useFileNames } from './file-names.ts';
import { FileViewer } from './file-viewer.tsx';
import { StaffDialog } from './staff-dialog.tsx';

function RulingFacts({ ruling, currency }: { ruling: Ruling; currency: string }): ReactNode {
  const { ruling: words } = useWords('mediator');
  const { remedies, faults, freights, fundings, rulingReasons } = useNames();
  const isPaid = ruling.remedy !== 'none';
  return (
    <Facts
      rows={[
        [words.fault, faults[ruling.fault]],
        [words.remedy, <b key="remedy">{remedies[ruling.remedy]}</b>],
        [words.amount, isPaid && <Money key="amount" amount={ruling.amount} currency={currency} />],
        [words.returnGoods, isPaid && (ruling.return_goods ? words.goodsBack : words.goodsStay)],
        [words.freight, freights[ruling.freight]],
        [words.funding, isPaid && fundings[ruling.funding]],
        [words.reason, rulingReasons[ruling.reason_code]],
        [words.rules, ruling.rules.join(' · ')],
        [words.by, ruling.by ?? (ruling.backstop && words.backstop)],
        [words.approvedBy, ruling.approved_by],
        [words.made, <When key="made" at={ruling.at} as="full" />],
      ]}
    />
  );
}

function Findings({ claim, ruling }: { claim: Claim; ruling: Ruling }): ReactNode {
  const { ruling: words } = useWords('mediator');
  const nameOf = useFileNames(claim);
  const [open, setOpen] = useState<string | null>(null);
  if (ruling.findings.length === 0) return null;
  return (
    <div className="stack">
      <h3>{words.findings}</h3>
      <ol className="desk-list numbered">
        {ruling.findings.map(({ text, files }) => (
          <li key={text}>
            <p className="desk-said">{text}</p>
            <div className="file-row">
              {files.map((file) => (
                <DeskThumb key={file} id={file} name={nameOf(file)} onOpen={() => setOpen(file)} />
              ))}
            </div>
          </li>
        ))}
      </ol>
      {open !== null && (
        <FileViewer
          claim={claim}
          files={filesIn(exhibitsOf(claim))}
          first={open}
          nameOf={nameOf}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

/** R52: a ruling that waits for a supervisor, who approves it or sends it back with words. */
export function ApprovalCard({ claim }: { claim: Claim }): ReactNode {
  const { ruling: words } = useWords('mediator');
  const [open, setOpen] = useState<'approve_ruling' | 'send_back_ruling' | null>(null);
  const draft = claim.intervention?.draft;
  if (!draft) return null;
  return (
    <Card title={words.draftTitle}>
      <div className="stack">
        <RulingFacts ruling={draft} currency={claim.currency} />
        <Findings claim={claim} ruling={draft} />
        <div className="row desk-decide">
          <ActionButton
            claim={claim}
            command="approve_ruling"
            tone="primary"
            onPress={() => setOpen('approve_ruling')}
          />
          <ActionButton claim={claim} command="send_back_ruling" onPress={() => setOpen('send_back_ruling')} />
        </div>
      </div>
      {open && <StaffDialog claim={claim} command={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

/** The ruling that stands. */
export function IssuedRuling({ claim }: { claim: Claim }): ReactNode {
  const { ruling: words } = useWords('mediator');
  const { ruling, currency } = claim;
  if (!ruling) return null;
  return (
    <Card title={words.issuedTitle}>
      <div className="stack">
        <RulingFacts ruling={ruling} currency={currency} />
        <Findings claim={claim} ruling={ruling} />
      </div>
    </Card>
  );
}
