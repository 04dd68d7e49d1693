import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '../api/client.ts';
import { largestSize, uploadFile } from '../api/files.ts';
import { ApiProblem, offline } from '../api/problem.ts';

/** A file on its way to the server. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** For pictures: an address in memory. */
  readonly preview: string | null;
  readonly fraction: number;
  /** The server's name for it, once it is there. */
  readonly id: string | null;
  readonly problem: ApiProblem | 'too_large' | null;
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly add: (files: Iterable<File>) => void;
  readonly retry: (key: string) => void;
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
    id: null,
    problem: file.size > largestSize(file.type) ? 'too_large' : null,
  };
}

/**
 * Uploads files as they are chosen, and tells `onChange` the ids of those that have arrived. `kept` are ids of files
 * that arrived earlier, for example from a draft.
 */
export function useUploads(kept: readonly string[], onChange: (ids: readonly string[]) => void, most: number): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const latest = useRef({ kept, onChange });
  latest.current = { kept, onChange };

  const change = useCallback((key: string, part: Partial<Upload>) => {
    setUploads((list) => list.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }, []);
  const start = useCallback(
    ({ key, file }: Upload) => {
      const abort = new AbortController();
      aborts.current.set(key, abort);
      change(key, { problem: null, fraction: 0 });
      const onProgress = (fraction: number) => change(key, { fraction });
      uploadFile(file, { onProgress, signal: abort.signal, idempotencyKey: key }).then(
        ({ id }) => {
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
    (files: Iterable<File>) => {
      const fresh = [...files].slice(0, Math.max(0, most - latest.current.kept.length)).map(uploadOf);
      setUploads((list) => [...list, ...fresh]);
      for (const upload of fresh) if (upload.problem === null) start(upload);
    },
    [most, start],
  );
  const retry = useCallback(
    (key: string) => {
      const failed = uploads.find((upload) => upload.key === key);
      if (failed) start(failed);
    },
    [uploads, start],
  );
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
    const running = aborts.current;
    return () => {
      for (const abort of running.values()) abort.abort();
    };
  }, []);
  return { uploads, add, retry, remove, busy: uploads.some(({ id, problem }) => id === null && problem === null) };
}
