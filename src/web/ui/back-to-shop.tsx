import type { ReactNode } from 'react';
import { useReturnUrl } from '../api/portal-session.ts';
import { useWords } from '../language/words.ts';
import { Icon } from './icon.tsx';
import './back-to-shop.css';

/** Where the marketplace wants its user back; nothing where it has not said. */
export function BackToShop(): ReactNode {
  const words = useWords('common');
  const url = useReturnUrl();
  if (url === null) return null;
  return (
    <a className="back-to-shop" href={url}>
      <Icon name="back" size={18} />
      <span>{words.backToShop}</span>
    </a>
  );
}
