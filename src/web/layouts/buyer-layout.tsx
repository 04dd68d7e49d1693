import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../language/words.ts';
import { BackToShop } from '../ui/back-to-shop.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { LanguageSwitcher } from '../ui/language-switcher.tsx';
import { Logo } from '../ui/logo.tsx';
import { UnreadBadge } from '../ui/unread-badge.tsx';
import type { BuyerWords } from '../words/buyer/zh-CN.ts';
import { Content, Frame } from './frame.tsx';
import type { LayoutProps } from './layouts.ts';
import './buyer-layout.css';

const PLACES: readonly { path: string; icon: IconName; name: keyof BuyerWords['nav'] }[] = [
  { path: '/orders', icon: 'bag', name: 'orders' },
  { path: '/claims', icon: 'scales', name: 'claims' },
  { path: '/inbox', icon: 'message', name: 'inbox' },
];

function BuyerNav(): ReactNode {
  const { nav } = useWords('buyer');
  const [path] = useLocation();
  return (
    <nav className="buyer-nav" aria-label={useWords('common').brand}>
      {PLACES.map((place) => (
        <Link key={place.path} href={place.path} aria-current={path.startsWith(place.path) ? 'page' : undefined}>
          <span className="buyer-nav-icon">
            <Icon name={place.icon} size={22} />
            {place.path === '/inbox' && <UnreadBadge />}
          </span>
          {nav[place.name]}
        </Link>
      ))}
    </nav>
  );
}

/** Made for a phone: places to go at the bottom, one column; on a wide screen they move to the top. */
export function BuyerLayout({ children }: LayoutProps): ReactNode {
  const words = useWords('common');
  return (
    <Frame>
      <header className="buyer-head">
        <div>
          <Link href="/" className="brand">
            <Logo />
            <span>{words.brand}</span>
            <small>{words.slogan}</small>
          </Link>
          <BuyerNav />
          <div className="end">
            <BackToShop />
            <LanguageSwitcher />
          </div>
        </div>
      </header>
      <Content className="buyer-main">{children}</Content>
    </Frame>
  );
}
