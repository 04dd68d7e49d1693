import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/money.tsx';
import './goods.css';

/** The picture of goods; decoration, for the title stands beside it. */
export function GoodsPicture({ url }: { url: string | null | undefined }): ReactNode {
  return (
    <span className="goods-picture">
      {url ? <img src={url} alt="" loading="lazy" width={76} height={76} /> : <Icon name="bag" size={28} />}
    </span>
  );
}

interface GoodsRowProps {
  readonly line: Claim['line'];
  readonly currency: string;
  /** Stands below the title, for example where the line or its claim stands. */
  readonly children?: ReactNode;
}

/** What was bought: picture, title, variant, how many, and what was paid for it. */
export function GoodsRow({ line, currency, children }: GoodsRowProps): ReactNode {
  const { orders: words } = useWords('buyer');
  return (
    <div className="goods">
      <GoodsPicture url={line.image_url} />
      <div className="goods-about">
        <p className="goods-title">{line.title}</p>
        <p className="quiet">{[line.sku, words.quantity(line.quantity)].filter(Boolean).join(' · ')}</p>
        {children}
      </div>
      <p className="goods-price number">
        <Money amount={line.amount} currency={currency} />
      </p>
    </div>
  );
}
