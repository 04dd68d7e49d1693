import { type ReactNode, useState } from 'react';
import { type LoadedFile, useFile, useFileDetails } from '../api/files.ts';
import type { FileDetails } from '../api/shapes.ts';
import { useWords } from '../language/words.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import './file.css';

function kindOf(type: string): 'image' | 'video' | 'pdf' {
  if (type.startsWith('image/')) return 'image';
  return type.startsWith('video/') ? 'video' : 'pdf';
}

/** What stands on the picture; it is part of the button's name too (WCAG 2.5.3). */
function useBadge(details: FileDetails | null): string | null {
  const { file: words } = useWords('common');
  if (!details || details.state === 'rejected') return null;
  if (details.captured_live) return words.live;
  if (details.state === 'processing') return words.checking;
  const kind = kindOf(details.content_type);
  return kind === 'image' ? null : words[kind];
}

function Preview({ details, badge }: { details: FileDetails; badge: string | null }): ReactNode {
  const { id, state, thumbnail, captured_live: live } = details;
  const { file } = useFile(id, '/thumbnail', state === 'ready' && thumbnail);
  const kind = kindOf(details.content_type);
  if (state === 'rejected') return <Icon name="warning" size={28} />;
  return (
    <>
      {file ? <img src={file.url} alt="" /> : <Icon name={kind === 'video' ? 'play' : 'file'} size={28} />}
      {badge !== null && <span className={live ? 'badge live' : 'badge'}>{badge}</span>}
    </>
  );
}

/** A file as large as the page allows. Videos are shown with the browser's own controls; captions are not ours to make. */
export function FileView({ file }: { file: LoadedFile }): ReactNode {
  const { file: words } = useWords('common');
  const kind = kindOf(file.type);
  const name = file.name ?? words.unnamed;
  return (
    <div className="file-view stack">
      {kind === 'image' && <img src={file.url} alt={name} />}
      {/* biome-ignore lint/a11y/useMediaCaption: evidence is shown as it was handed in. */}
      {kind === 'video' && <video src={file.url} controls aria-label={name} />}
      {kind === 'pdf' && <iframe src={file.url} title={name} />}
      <a href={file.url} download={name}>
        {words.download}
      </a>
    </div>
  );
}

function Page({ id, page, pages }: { id: string; page: number; pages: number }): ReactNode {
  const { file: words } = useWords('common');
  const { file } = useFile(id, `/pages/${page}`);
  return file ? (
    <img src={file.url} alt={words.page(page, pages)} />
  ) : (
    <p className="quiet">{words.page(page, pages)}</p>
  );
}

/** Documents are shown as pictures of their pages, which do nothing when they are opened. */
function Pages({ id, pages, pictured_pages: pictured }: FileDetails): ReactNode {
  const { file: words } = useWords('common');
  const all = pages ?? pictured;
  return (
    <div className="file-view stack">
      {Array.from({ length: pictured }, (_, at) => at + 1).map((page) => (
        <Page key={page} id={id} page={page} pages={all} />
      ))}
      {all > pictured && <p className="quiet">{words.notPictured(all - pictured)}</p>}
    </div>
  );
}

function Whole({ details }: { details: FileDetails }): ReactNode {
  const { file: words, loading } = useWords('common');
  const { id, state, reason = 'damaged', pictured_pages: pictured, captured_live: live } = details;
  const isDocument = pictured > 0;
  const { file, failed } = useFile(id, '', state === 'ready' && !isDocument);
  if (state === 'processing') return <p>{words.checkingLong}</p>;
  if (state === 'rejected') return <p>{words.rejected[reason]}</p>;
  if (isDocument) return <Pages {...details} />;
  if (failed) return <p>{words.unreadable}</p>;
  if (!file) return <p className="quiet">{loading}</p>;
  return (
    <>
      {live && <p className="quiet">{words.liveAt(live.code)}</p>}
      <FileView file={file} />
    </>
  );
}

/** A file of the claim, small; pressing it shows it large. */
export function FileThumb({ id }: { id: string }): ReactNode {
  const { file: words } = useWords('common');
  const { details, failed } = useFileDetails(id);
  const [open, setOpen] = useState(false);
  const name = details?.name ?? words.unnamed;
  const badge = useBadge(details);
  const label = badge === null ? words.open(name) : `${words.open(name)} ${badge}`;
  return (
    <>
      <button
        type="button"
        className="thumb"
        aria-label={failed ? words.unreadable : label}
        aria-busy={!details && !failed}
        onClick={() => setOpen(details !== null)}
      >
        {details && <Preview details={details} badge={badge} />}
        {failed && <Icon name="warning" />}
      </button>
      {open && details && (
        <Dialog title={name} onClose={() => setOpen(false)}>
          <Whole details={details} />
        </Dialog>
      )}
    </>
  );
}

export function FileRow({ files }: { files: readonly string[] }): ReactNode {
  if (files.length === 0) return null;
  return (
    <div className="file-row">
      {files.map((id) => (
        <FileThumb key={id} id={id} />
      ))}
    </div>
  );
}
