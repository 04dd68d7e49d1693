import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { type Matched, pageAt, preload } from './routes.tsx';
import { tellHeight, withoutBase } from './session/embedding.ts';

// After an upgrade the old files of the page are gone; loading it again brings the new ones.
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('gongdao.reloaded') === location.href) return;
  sessionStorage.setItem('gongdao.reloaded', location.href);
  event.preventDefault();
  location.reload();
});

/** The page at the address the browser was sent to; null where it is none of ours, or no address at all. */
function firstPage(): Matched | null {
  try {
    return pageAt(decodeURI(withoutBase(location.pathname)));
  } catch {
    return null;
  }
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root');
  tellHeight();
  const first = firstPage();
  // Until then the browser shows what stands in the frame; React would show an empty page, and each part as it comes.
  if (first) await preload(first);
  createRoot(root).render(<App />);
}

// What fails is shown by the page itself; there is none to show it yet only where the frame is broken.
void start();
