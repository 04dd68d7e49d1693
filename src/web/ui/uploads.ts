import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '../api/client.ts';
import { fileDetails, largestSize, RESUMABLE_BYTES, uploadFile } from '../api/files.ts';
import { ApiProblem, offline } from '../api/problem.ts';
import type { Resumable } from '../api/resumable-upload.ts';
import type { UploadedFile } from '../api/shapes.ts';

export type RejectionReason = NonNullable<UploadedFile['reason']>;

/** A file on its way to the server. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** For pictures: an address in memory. */
  readonly preview: string | null;
  readonly fraction: number;
  /** Whether it can be paused; `waiting`: until there is a connection again. */
  readonly pace: 'whole' | 'moving' | 'paused' | 'waiting';
  /** The server's name for it, once it is there. */
  readonly id: string | null;
  readonly problem: ApiProblem | 'too_large' | { readonly rejected: RejectionReason } | null;
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly add: (files: Iterable<File>, captureCode?: string) => void;
  readonly retry: (key: string) => void;
  readonly pause: (key: string) => void;
  readonly resume: (key: string) => void;
  readonly remove: (key: string) => void;
  /** Whether something is still on its way. */
  readonly busy: boolean;
}

function uploadOf(file: File): Upload {
  return {
    key: newKey(),
    file,
    preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
    fraction: 0,
    pace: 'whole',
    id: null,
    problem: file.size > largestSize(file.type) ? 'too_large' : null,
  };
}

interface Sending {
  readonly abort: AbortController;
  readonly change: (part: Partial<Upload>) => void;
  readonly hold: (resumable: Resumable) => void;
  readonly captureCode: string | undefined;
}

/** Small files go in one request, large ones in pieces; the code for that is loaded when there is a large one. */
async function send({ key, file }: Upload, { abort, change, hold, captureCode }: Sending) {
  const options = {
    onProgress: (fraction: number) => change({ fraction }),
    signal: abort.signal,
    ...(captureCode === undefined ? {} : { captureCode }),
  };
  if (file.size < RESUMABLE_BYTES) return uploadFile(file, { ...options, idempotencyKey: key });
  const { uploadResumably } = await import('../api/resumable-upload.ts');
  const onWaiting = (waiting: boolean) => change({ pace: waiting ? 'waiting' : 'moving' });
  const resumable = uploadResumably(file, { ...options, onWaiting });
  hold(resumable);
  change({ pace: 'moving' });
  return fileDetails(await resumable.done);
}

interface Pacing {
  readonly uploads: readonly Upload[];
  readonly start: (upload: Upload) => void;
  readonly change: (key: string, part: Partial<Upload>) => void;
  readonly running: ReadonlyMap<string, Resumable>;
}

/** What can be done with an upload under way, or with one that failed. */
function usePace({ uploads, start, change, running }: Pacing): Pick<Uploads, 'retry' | 'pause' | 'resume'> {
  return {
    retry: (key) => {
      const failed = uploads.find((upload) => upload.key === key);
      if (failed) start(failed);
    },
    pause: (key) => {
      running.get(key)?.pause();
      change(key, { pace: 'paused' });
    },
    resume: (key) => {
      running.get(key)?.resume();
      change(key, { pace: 'moving' });
    },
  };
}

/**
 * Uploads files as they are chosen, and tells `onChange` the ids of those that have arrived. `kept` are ids of files
 * that arrived earlier, for example from a draft.
 */
export function useUploads(kept: readonly string[], onChange: (ids: readonly string[]) => void, most: number): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const running = useRef(new Map<string, Resumable>());
  const codes = useRef(new Map<string, string | undefined>());
  const latest = useRef({ kept, onChange });
  latest.current = { kept, onChange };

  const change = useCallback((key: string, part: Partial<Upload>) => {
    setUploads((list) => list.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }, []);
  const start = useCallback(
    (upload: Upload) => {
      const { key } = upload;
      const abort = new AbortController();
      aborts.current.set(key, abort);
      change(key, { problem: null, fraction: 0 });
      send(upload, {
        abort,
        change: (part) => change(key, part),
        hold: (resumable) => running.current.set(key, resumable),
        captureCode: codes.current.get(key),
      }).then(
        ({ id, state, reason = 'damaged' }) => {
          if (state === 'rejected') return change(key, { problem: { rejected: reason } });
          change(key, { id, fraction: 1 });
          latest.current.onChange([...latest.current.kept, id]);
        },
        (error: unknown) => {
          if (!abort.signal.aborted) change(key, { problem: error instanceof ApiProblem ? error : offline() });
        },
      );
    },
    [change],
  );
  const add = useCallback(
    (files: Iterable<File>, captureCode?: string) => {
      const fresh = [...files].slice(0, Math.max(0, most - latest.current.kept.length)).map(uploadOf);
      setUploads((list) => [...list, ...fresh]);
      for (const upload of fresh) {
        codes.current.set(upload.key, captureCode);
        if (upload.problem === null) start(upload);
      }
    },
    [most, start],
  );
  const { retry, pause, resume } = usePace({ uploads, start, change, running: running.current });
  const remove = useCallback(
    (key: string) => {
      aborts.current.get(key)?.abort();
      const gone = uploads.find((upload) => upload.key === key);
      if (gone?.preview) URL.revokeObjectURL(gone.preview);
      setUploads((list) => list.filter((upload) => upload.key !== key));
      if (gone?.id) latest.current.onChange(latest.current.kept.filter((id) => id !== gone.id));
    },
    [uploads],
  );
  useEffect(() => {
    const all = aborts.current;
    return () => {
      for (const abort of all.values()) abort.abort();
    };
  }, []);
  const busy = uploads.some(({ id, problem }) => id === null && problem === null);
  return { uploads, add, retry, pause, resume, remove, busy };
}
