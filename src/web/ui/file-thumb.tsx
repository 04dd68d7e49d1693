import { type ReactNode, useState } from 'react';
import { type LoadedFile, useFile } from '../api/files.ts';
import { useWords } from '../language/words.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import './file.css';

function kindOf(type: string): 'image' | 'video' | 'pdf' {
  if (type.startsWith('image/')) return 'image';
  return type.startsWith('video/') ? 'video' : 'pdf';
}

function Preview({ file }: { file: LoadedFile }): ReactNode {
  const { file: words } = useWords('common');
  const kind = kindOf(file.type);
  if (kind === 'image') return <img src={file.url} alt="" />;
  return (
    <>
      <Icon name={kind === 'video' ? 'play' : 'file'} size={28} />
      <span className="badge">{words[kind]}</span>
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

/** A file of the claim, small; pressing it shows it large. */
export function FileThumb({ id }: { id: string }): ReactNode {
  const { file: words } = useWords('common');
  const { file, failed } = useFile(id);
  const [open, setOpen] = useState(false);
  const name = file?.name ?? words.unnamed;
  return (
    <>
      <button
        type="button"
        className="thumb"
        aria-label={failed ? words.unreadable : words.open(name)}
        aria-busy={!file && !failed}
        onClick={() => setOpen(file !== null)}
      >
        {file && <Preview file={file} />}
        {failed && <Icon name="warning" />}
      </button>
      {open && file && (
        <Dialog title={name} onClose={() => setOpen(false)}>
          <FileView file={file} />
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
