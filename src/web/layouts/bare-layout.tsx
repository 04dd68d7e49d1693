import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useWords } from '../language/words.ts';
import { LanguageSwitcher } from '../ui/language-switcher.tsx';
import { Logo } from '../ui/logo.tsx';
import { Content, Frame } from './frame.tsx';
import type { LayoutProps } from './layouts.ts';
import './buyer-layout.css';

/** Pages for everybody: the brand, the language and nothing else. */
export function BareLayout({ children }: LayoutProps): ReactNode {
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
          <div className="end">
            <LanguageSwitcher />
          </div>
        </div>
      </header>
      <Content className="buyer-main bare-main">{children}</Content>
    </Frame>
  );
}
