import type { ReactNode } from 'react';
import { useFile, useFileDetails } from '../../api/files.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/icon.tsx';
import '../../ui/file.css';

function Shown({ id }: { id: string }): ReactNode {
  const { file: words } = useWords('common');
  const { details, failed } = useFileDetails(id);
  const { file } = useFile(id, '/thumbnail', details?.state === 'ready' && details.thumbnail);
  if (failed || details?.state === 'rejected') return <Icon name="warning" />;
  if (!details) return null;
  const icon = details.content_type.startsWith('video/') ? 'play' : 'file';
  return (
    <>
      {file ? <img src={file.url} alt="" /> : <Icon name={icon} size={28} />}
      {details.state === 'processing' && <span className="badge">{words.checking}</span>}
      {details.captured_live && <span className="badge live">{words.live}</span>}
    </>
  );
}

interface DeskThumbProps {
  readonly id: string;
  /** What tells it from the other files: whose it is, and which one. */
  readonly name: string;
  readonly onOpen: () => void;
}

/** A file of the claim, small; pressing it opens the viewer. */
export function DeskThumb({ id, name, onOpen }: DeskThumbProps): ReactNode {
  const { file: words } = useWords('common');
  return (
    <button type="button" className="thumb" aria-label={words.open(name)} onClick={onOpen}>
      <Shown id={id} />
    </button>
  );
}

interface DeskPickProps {
  readonly id: string;
  readonly name: string;
  readonly picked: boolean;
  readonly onPick: (picked: boolean) => void;
}

/** A file that a finding may rest on. */
export function DeskPick({ id, name, picked, onPick }: DeskPickProps): ReactNode {
  return (
    <label className="desk-pick">
      <input type="checkbox" checked={picked} onChange={(event) => onPick(event.target.checked)} />
      <span className="thumb" aria-hidden="true">
        <Shown id={id} />
      </span>
      <small>{name}</small>
    </label>
  );
}
