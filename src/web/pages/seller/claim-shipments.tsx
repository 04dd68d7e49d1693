import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Card, Facts } from '../../ui/card.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { When } from '../../ui/when.tsx';

type Shipment = NonNullable<Claim['returned']>;

function ShipmentFacts({ shipment, title }: { shipment: Shipment; title: string }): ReactNode {
  const { shipment: words } = useWords('seller');
  return (
    <section className="stack">
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
    </section>
  );
}

/** Goods on their way back to the shop, and others on their way to the buyer (R57–R59). */
export function ShipmentsCard({ claim }: { claim: Claim }): ReactNode {
  const { shipment: words, address: addressWords } = useWords('seller');
  const { returned, replaced, return_address: address } = claim;
  if (!returned && !replaced && !address) return null;
  return (
    <Card title={words.title}>
      <div className="stack">
        {address && (
          <div className="address">
            <p className="quiet">{addressWords.shown}</p>
            <p>
              <b>{address.name}</b> <span className="number">{address.phone}</span>
            </p>
            <p>{address.address}</p>
          </div>
        )}
        {returned && <ShipmentFacts shipment={returned} title={words.returned} />}
        {replaced && <ShipmentFacts shipment={replaced} title={words.replaced} />}
      </div>
    </Card>
  );
}
