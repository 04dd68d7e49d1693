import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { notify } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';

/** Where the goods have to go; the server shows it while they have to travel. */
export function ReturnAddress({ claim }: { claim: Claim }): ReactNode {
  const { goodsReturn: words } = useWords('buyer');
  const address = claim.return_address;
  if (!address) return null;
  const text = `${address.name} ${address.phone} ${address.address}`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notify(words.copied);
  };
  return (
    <div className="address">
      <p className="quiet">{words.address}</p>
      <p>
        <b>{address.name}</b> <span className="number">{address.phone}</span>
      </p>
      <p>{address.address}</p>
      {'clipboard' in navigator && (
        <Button small tone="quiet" onClick={() => void copy()}>
          {words.copy}
        </Button>
      )}
    </div>
  );
}

type Shipment = NonNullable<Claim['returned']>;

function ShipmentFacts({ shipment, title }: { shipment: Shipment; title: string }): ReactNode {
  const { goodsReturn: words } = useWords('buyer');
  return (
    <div className="stack">
      <h3>{title}</h3>
      <Facts
        rows={[
          [words.carrier, shipment.carrier],
          [
            words.tracking,
            <span key="number" className="number">
              {shipment.tracking_number}
            </span>,
          ],
        ]}
      />
      <p className="quiet">
        <When at={shipment.at} />
      </p>
      <FileRow files={shipment.files} />
    </div>
  );
}

/** Goods on their way back to the seller, and others on their way to the buyer (R57–R59). */
export function ReturnCard({ claim }: { claim: Claim }): ReactNode {
  const { goodsReturn: words } = useWords('buyer');
  const { returned, replaced, return_address: address } = claim;
  if (!returned && !replaced && !address) return null;
  return (
    <Card title={words.title}>
      <div className="stack">
        {!returned && <ReturnAddress claim={claim} />}
        {returned && <ShipmentFacts shipment={returned} title={words.sentBack} />}
        {replaced && <ShipmentFacts shipment={replaced} title={words.sentToYou} />}
      </div>
    </Card>
  );
}
