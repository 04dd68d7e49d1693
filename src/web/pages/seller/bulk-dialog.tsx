import { type ReactNode, useState } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { keepAddress } from './address-book.ts';
import { AddressFields, firstAddress } from './address-fields.tsx';
import { asksForAddress } from './agree-dialog.tsx';
import { type BulkResult, useBulkAgree } from './bulk-agree.ts';

const TONES: Record<BulkResult['state'], TagTone> = {
  waiting: 'plain',
  sending: 'warm',
  done: 'good',
  failed: 'urgent',
};

function Row({ claim, result }: { claim: Claim; result: BulkResult }): ReactNode {
  const { bulk: words } = useWords('seller');
  const { offlineProblem } = useWords('common');
  const { remedies } = useNames();
  return (
    <li>
      <span>
        <b className="number">{claim.order_id}</b> <span className="quiet">{remedies[claim.terms.remedy]}</span>
        {result.problem && <p className="bulk-problem">{result.problem.detail || offlineProblem}</p>}
      </span>
      <Money amount={claim.terms.amount} currency={claim.currency} />
      <Tag tone={TONES[result.state]}>{words[result.state]}</Tag>
    </li>
  );
}

/** What all of them come to, by currency. */
function Totals({ claims }: { claims: readonly Claim[] }): ReactNode {
  const { bulk: words } = useWords('seller');
  const totals = new Map<string, number>();
  for (const { currency, terms } of claims) totals.set(currency, (totals.get(currency) ?? 0) + terms.amount);
  return (
    <p className="bulk-total">
      {words.total}{' '}
      {[...totals].map(([currency, amount]) => (
        <span key={currency} className="sum">
          <Money amount={amount} currency={currency} />
        </span>
      ))}
    </p>
  );
}

interface BulkDialogProps {
  /** As they were when they were chosen: what changes meanwhile is refused by the server and shown. */
  readonly claims: readonly Claim[];
  readonly shopId: string;
  readonly onClose: () => void;
}

/** Agrees to several claims at once, and says of each what became of it. */
export function BulkDialog({ claims, shopId, onClose }: BulkDialogProps): ReactNode {
  const { bulk: words } = useWords('seller');
  const common = useWords('common');
  const [address, setAddress] = useState(() => firstAddress(shopId));
  const { run, busy, resultOf, open } = useBulkAgree(claims);
  const failed = claims.filter(({ id }) => resultOf(id).state === 'failed');
  const hasRun = claims.some(({ id }) => resultOf(id).state !== 'waiting');
  const needsAddress = open.some(asksForAddress);
  const errors = Object.fromEntries(
    failed.flatMap(({ id }) =>
      (resultOf(id).problem?.errors ?? []).map(({ pointer, detail }) => [pointer.split('/').at(-1), detail]),
    ),
  ) as Record<string, string>;
  const send = async () => {
    const { keep, ...fields } = address;
    if (needsAddress && keep && fields.address !== '') keepAddress(shopId, fields);
    await run(fields);
  };
  return (
    <Dialog title={words.title(claims.length)} onClose={onClose}>
      <div className="stack">
        <p className="quiet">{words.note}</p>
        <ul className="bulk-list">
          {claims.map((claim) => (
            <Row key={claim.id} claim={claim} result={resultOf(claim.id)} />
          ))}
        </ul>
        <Totals claims={claims} />
        {needsAddress && <p>{words.address}</p>}
        {needsAddress && (
          <AddressFields
            shopId={shopId}
            value={address}
            set={(change) => setAddress((known) => ({ ...known, ...change }))}
            errors={errors}
          />
        )}
        <p role="status">{!busy && hasRun && words.result(claims.length - open.length, failed.length)}</p>
      </div>
      <DialogFoot>
        <Button onClick={onClose}>{open.length === 0 ? common.close : common.cancel}</Button>
        {open.length > 0 && (
          <Button tone="primary" busy={busy} onClick={() => void send()}>
            {failed.length > 0 ? words.again(failed.length) : words.agree(open.length)}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}
