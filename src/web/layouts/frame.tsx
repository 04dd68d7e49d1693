import { type ReactNode, Suspense, use, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useLiveRefresh } from '../api/live.ts';
import { useWords } from '../language/words.ts';
import { SETTINGS } from '../session/settings.ts';
import { Notices } from '../ui/notice.tsx';
import { OfflineBanner } from '../ui/offline-banner.tsx';
import { loadOnce } from './load-once.ts';
import './skip-link.css';

/** The first thing the keyboard reaches. */
export function SkipLink(): ReactNode {
  const { skipToContent } = useWords('common');
  return (
    <a href="#content" className="skip-link">
      {skipToContent}
    </a>
  );
}

/** The page itself. Going to another page moves the focus to its beginning, as loading a document would. */
export function Content({ className, children }: { className?: string; children: ReactNode }): ReactNode {
  const [path] = useLocation();
  const shown = useRef(path);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <main id="content" ref={main} tabIndex={-1} className={className}>
      {children}
    </main>
  );
}

const Nothing = (): ReactNode => null;

/** Fetched only in the demo, and left out where that fails, for the page itself can do without it. */
const loadDemoBar = () =>
  import('../ui/demo-bar.tsx').then(
    ({ DemoBar }) => DemoBar,
    () => Nothing,
  );

function LazyDemoBar(): ReactNode {
  const DemoBar = use(loadOnce(loadDemoBar));
  return <DemoBar />;
}

/** What every layout has around its own parts. */
export function Frame({ children }: { children: ReactNode }): ReactNode {
  useLiveRefresh();
  return (
    <>
      <SkipLink />
      <OfflineBanner />
      {SETTINGS.demo && (
        <Suspense fallback={null}>
          <LazyDemoBar />
        </Suspense>
      )}
      {children}
      <Notices />
    </>
  );
}
