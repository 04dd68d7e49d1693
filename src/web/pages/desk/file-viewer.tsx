import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { type LoadedFile, useFile, useFileDetails } from '../../api/files.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileView } from '../../ui/file-thumb.tsx';
import { FileSignalsPanel } from './file-signals.tsx';
import { useShortcutsEnabled } from './shortcuts.ts';

interface Look {
  /** 1 fits the window. */
  readonly scale: number;
  /** Quarter turns to the right. */
  readonly turns: number;
}

const START: Look = { scale: 1, turns: 0 };
const STEP = 1.5;
const LARGEST = 8;

const zoomIn = (look: Look): Look => ({ ...look, scale: Math.min(look.scale * STEP, LARGEST) });
const zoomOut = (look: Look): Look => ({ ...look, scale: Math.max(look.scale / STEP, 1) });
const turn = (by: number) => (look: Look) => ({ ...look, turns: look.turns + by });

const KEYS: Readonly<Record<string, (look: Look) => Look>> = {
  '+': zoomIn,
  '=': zoomIn,
  '-': zoomOut,
  '0': () => START,
  r: turn(1),
  R: turn(-1),
};

/** The whole picture in the window at first; one that lies on its side gets as much room as it stands high. */
function shapeOf({ scale, turns }: Look): CSSProperties {
  const height = `${scale * 62}dvh`;
  const width = turns % 2 === 0 ? `${scale * 100}%` : height;
  return { width, height, objectFit: 'contain', transform: `rotate(${turns * 90}deg)` };
}

function Picture({ file, look }: { file: LoadedFile; look: Look }): ReactNode {
  const { viewer: words } = useWords('mediator');
  const { file: common } = useWords('common');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture larger than its frame is scrolled by the keyboard too.
    <section className="desk-picture" tabIndex={0} aria-label={words.area}>
      <img src={file.url} alt={file.name ?? common.unnamed} style={shapeOf(look)} />
    </section>
  );
}

function Tools({ look, change }: { look: Look; change: (step: (look: Look) => Look) => void }): ReactNode {
  const { viewer: words } = useWords('mediator');
  return (
    <div className="row" role="toolbar" aria-label={words.area}>
      <Button small onClick={() => change(zoomOut)}>
        {words.zoomOut} <kbd>-</kbd>
      </Button>
      <span className="number" aria-live="polite">
        {words.scale(Math.round(look.scale * 100))}
      </span>
      <Button small onClick={() => change(zoomIn)}>
        {words.zoomIn} <kbd>+</kbd>
      </Button>
      <Button small onClick={() => change(() => START)}>
        {words.reset} <kbd>0</kbd>
      </Button>
      <Button small onClick={() => change(turn(-1))}>
        {words.left}
      </Button>
      <Button small onClick={() => change(turn(1))}>
        {words.right} <kbd>r</kbd>
      </Button>
    </div>
  );
}

interface ViewedProps {
  readonly id: string;
  readonly claim: Claim;
  readonly look: Look;
  readonly change: (step: (look: Look) => Look) => void;
}

function Content({ id, look, change }: Omit<ViewedProps, 'claim'>): ReactNode {
  const { file: common, loading } = useWords('common');
  const { details } = useFileDetails(id);
  const { file, failed } = useFile(id, '', details?.state === 'ready');
  if (details?.state === 'processing') return <p>{common.checkingLong}</p>;
  if (details?.state === 'rejected') return <p>{common.rejected[details.reason ?? 'damaged']}</p>;
  if (failed) return <p>{common.unreadable}</p>;
  if (!file) return <p className="quiet">{loading}</p>;
  if (!file.type.startsWith('image/')) return <FileView file={file} />;
  return (
    <>
      <Tools look={look} change={change} />
      <Picture file={file} look={look} />
      <a href={file.url} download={file.name ?? common.unnamed}>
        {common.download}
      </a>
    </>
  );
}

function Viewed({ claim, ...shown }: ViewedProps): ReactNode {
  return (
    <>
      <Content {...shown} />
      <FileSignalsPanel id={shown.id} claim={claim} />
    </>
  );
}

/** Single keys for as long as the viewer is open, wherever in it the focus is. */
function useKeys(act: (key: string) => void): void {
  const on = useShortcutsEnabled();
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) latest.current(event.key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
}

interface FileViewerProps {
  readonly claim: Claim;
  readonly files: readonly string[];
  readonly first: string;
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
}

/** The claim's files, one after the other and large: pictures can be enlarged and turned, by keys as well. */
export function FileViewer({ claim, files, first, nameOf, onClose }: FileViewerProps): ReactNode {
  const { viewer: words } = useWords('mediator');
  const [at, setAt] = useState(Math.max(0, files.indexOf(first)));
  const [look, setLook] = useState(START);
  const id = files[at] ?? first;
  const go = (step: number) => {
    setAt((now) => Math.min(Math.max(now + step, 0), files.length - 1));
    setLook(START);
  };
  useKeys((key) => {
    const step = KEYS[key];
    if (step) setLook(step);
    else if (key === 'n') go(1);
    else if (key === 'p') go(-1);
  });
  return (
    <Dialog title={words.title(nameOf(id), at + 1, files.length)} onClose={onClose}>
      <div className="stack desk-viewer">
        <div className="row">
          <Button small unavailable={at === 0} onClick={() => go(-1)}>
            {words.previous} <kbd>p</kbd>
          </Button>
          <Button small unavailable={at === files.length - 1} onClick={() => go(1)}>
            {words.next} <kbd>n</kbd>
          </Button>
        </div>
        <Viewed key={id} id={id} claim={claim} look={look} change={setLook} />
      </div>
    </Dialog>
  );
}
