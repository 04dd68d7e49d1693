import { type DragEvent, lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { ACCEPTED_TYPES, largestSize } from '../api/files.ts';
import { useWords } from '../language/words.ts';
import { Button } from './button.tsx';
import { FileThumb } from './file-thumb.tsx';
import { Icon } from './icon.tsx';
import { type Upload, type Uploads, useUploads } from './uploads.ts';
import './file.css';

const MEGABYTE = 1024 * 1024;

/** Loaded by who opens it. */
const CaptureDialog = lazy(async () => ({ default: (await import('./capture-dialog.tsx')).CaptureDialog }));

function UploadState({ upload }: { upload: Upload }): ReactNode {
  const { file: words, offlineProblem } = useWords('common');
  const { problem, fraction, id, pace } = upload;
  if (problem === 'too_large') {
    return <span className="failed">{words.tooLarge(largestSize(upload.file.type) / MEGABYTE)}</span>;
  }
  if (problem && 'rejected' in problem) return <span className="failed">{words.rejected[problem.rejected]}</span>;
  if (problem) return <span className="failed">{problem.detail || offlineProblem}</span>;
  if (id) return null;
  const percent = Math.round(fraction * 100);
  return (
    <>
      <progress value={fraction} max={1} aria-label={words.uploading(percent)} />
      {pace === 'paused' && <span className="hint">{words.paused(percent)}</span>}
      {pace === 'waiting' && <span className="hint">{words.waiting}</span>}
    </>
  );
}

/** Whether trying again could help: not with a file that is too large, or cannot be opened. */
function canRetry({ problem }: Upload): boolean {
  return problem !== null && problem !== 'too_large' && !('rejected' in problem);
}

type RowProps = { readonly upload: Upload } & Pick<Uploads, 'retry' | 'pause' | 'resume' | 'remove'>;

function UploadRow({ upload, retry, pause, resume, remove }: RowProps): ReactNode {
  const { file: words } = useWords('common');
  const { key, file, preview, problem, id, pace } = upload;
  const isMoving = id === null && problem === null;
  return (
    <li className="upload">
      <div className="preview">
        {preview ? <img src={preview} alt="" /> : <Icon name={file.type.startsWith('video/') ? 'play' : 'file'} />}
      </div>
      <div>
        <div className="name">{file.name}</div>
        <UploadState upload={upload} />
      </div>
      <div className="row">
        {canRetry(upload) && (
          <button type="button" className="icon-button" aria-label={words.retry} onClick={() => retry(key)}>
            <Icon name="retry" />
          </button>
        )}
        {isMoving && pace === 'moving' && (
          <button type="button" className="icon-button" aria-label={words.pause} onClick={() => pause(key)}>
            <Icon name="pause" />
          </button>
        )}
        {isMoving && pace === 'paused' && (
          <button type="button" className="icon-button" aria-label={words.resume} onClick={() => resume(key)}>
            <Icon name="play" />
          </button>
        )}
        <button type="button" className="icon-button" aria-label={words.remove(file.name)} onClick={() => remove(key)}>
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

interface FileUploaderProps {
  readonly label?: ReactNode;
  /** Ids of the files that have arrived, as the form sends them. */
  readonly files: readonly string[];
  readonly onChange: (files: readonly string[]) => void;
  /** Told whether something is still on its way, so that the form can wait. */
  readonly onBusy?: (busy: boolean) => void;
  readonly error?: string | undefined;
  readonly most?: number;
  /** The claim for which pictures may be taken live. */
  readonly claimId?: string;
}

/** Files from the camera, the disk or dropped on it: shown at once, sent at once, tried again where that failed. */
export function FileUploader({
  label,
  files,
  onChange,
  onBusy,
  error,
  most = 20,
  claimId,
}: FileUploaderProps): ReactNode {
  const { file: words, form, capture } = useWords('common');
  const id = useId();
  const [capturing, setCapturing] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const all = useUploads(files, onChange, most);
  const { uploads, add, busy } = all;
  useEffect(() => onBusy?.(busy), [busy, onBusy]);
  const earlier = files.filter((file) => !uploads.some((upload) => upload.id === file));
  const take = (input: HTMLInputElement) => {
    add(input.files ?? []);
    input.value = '';
  };
  return (
    <fieldset
      className="field"
      aria-describedby={`${id}hint`}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer.files);
      }}
    >
      <legend>{label ?? form.files}</legend>
      <div className={`uploader ${over ? 'over' : ''}`}>
        <div className="row">
          <Button small onClick={() => picker.current?.click()}>
            <Icon name="plus" size={18} />
            {words.choose}
          </Button>
          <Button small onClick={() => camera.current?.click()}>
            <Icon name="camera" size={18} />
            {words.camera}
          </Button>
          {claimId !== undefined && (
            <Button small onClick={() => setCapturing(true)}>
              <Icon name="camera" size={18} />
              {capture.open}
            </Button>
          )}
          <span className="hint">{words.drop}</span>
        </div>
        <p className="hint" id={`${id}hint`}>
          {words.limits}
        </p>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept={ACCEPTED_TYPES}
          onChange={(event) => take(event.target)}
        />
        <input
          ref={camera}
          type="file"
          hidden
          accept="image/*"
          capture="environment"
          onChange={(event) => take(event.target)}
        />
        {(uploads.length > 0 || earlier.length > 0) && (
          <ul className="uploads" aria-live="polite">
            {earlier.map((file) => (
              <li key={file} className="row">
                <FileThumb id={file} />
                <Button small tone="quiet" onClick={() => onChange(files.filter((other) => other !== file))}>
                  {words.remove(words.unnamed)}
                </Button>
              </li>
            ))}
            {uploads.map((upload) => (
              <UploadRow key={upload.key} upload={upload} {...all} />
            ))}
          </ul>
        )}
        {busy && uploads.some(({ pace }) => pace !== 'whole') && <p className="hint">{words.again}</p>}
      </div>
      {capturing && claimId !== undefined && (
        <Suspense>
          <CaptureDialog
            claimId={claimId}
            onClose={() => setCapturing(false)}
            onTaken={(file, code) => add([file], code)}
          />
        </Suspense>
      )}
      {error && (
        <p className="wrong">
          <Icon name="warning" size={16} />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  );
}
