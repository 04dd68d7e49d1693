import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask, commonHeaders, send } from './client.ts';
import { ApiProblem, offline } from './problem.ts';
import type { FileDetails, ProblemShape, UploadedFile } from './shapes.ts';

/** What the server takes (it looks at the content, not at the name), and how large it may be. */
export const ACCEPTED_TYPES = 'image/jpeg,image/png,image/webp,image/gif,application/pdf,video/mp4';
const MEGABYTE = 1024 * 1024;

/** The largest size in bytes for a file of this type, as the server holds it. */
export function largestSize(type: string): number {
  return (type.startsWith('video/') ? 200 : 20) * MEGABYTE;
}

export interface UploadOptions {
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
  /** The same for every attempt at the same file. */
  readonly idempotencyKey: string;
  /** Shown in the picture, where it was taken under one. */
  readonly captureCode?: string;
}

/** From this size on files go in pieces, so that a broken connection costs little. */
export const RESUMABLE_BYTES = MEGABYTE;

export function fileDetails(id: string): Promise<FileDetails> {
  return ask<FileDetails>({ path: `/v1/files/${encodeURIComponent(id)}/details` });
}

const CHECK_EVERY_MS = 2000;

/** What has become of a file; asked again for as long as it is being checked. */
export function useFileDetails(id: string): { readonly details: FileDetails | null; readonly failed: boolean } {
  const { data, isError } = useQuery({
    queryKey: ['file', id],
    queryFn: () => fileDetails(id),
    refetchInterval: ({ state }) => (state.data?.state === 'processing' ? CHECK_EVERY_MS : false),
  });
  return { details: data ?? null, failed: isError };
}

export function problemOfText(status: number, text: string): ApiProblem {
  try {
    return new ApiProblem({ status, code: `HTTP_${status}`, ...(JSON.parse(text) as Partial<ProblemShape>) });
  } catch {
    return new ApiProblem({ status, code: `HTTP_${status}` });
  }
}

/** Uploads one file. `fetch` tells nothing of progress, so this is the older way. Rejects with `ApiProblem`. */
export function uploadFile(
  file: File,
  { onProgress, signal, idempotencyKey, captureCode }: UploadOptions,
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file);
    request.open('POST', '/v1/files');
    for (const [name, value] of Object.entries(commonHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader('idempotency-key', idempotencyKey);
    if (captureCode !== undefined) request.setRequestHeader('gongdao-capture-code', captureCode);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(offline());
    request.onabort = () => reject(offline());
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as UploadedFile);
      else reject(problemOfText(request.status, request.responseText));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export interface LoadedFile {
  /** An address that `<img>` and `<video>` can show. */
  readonly url: string;
  readonly type: string;
  readonly name: string | null;
}

function nameIn(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]*)"/i.exec(disposition ?? '')?.[1] ?? null;
}

async function loadFile(path: string, signal: AbortSignal): Promise<LoadedFile> {
  const response = await send(path, { headers: commonHeaders(), signal });
  const blob = await response.blob();
  return {
    url: URL.createObjectURL(blob),
    type: blob.type,
    name: nameIn(response.headers.get('content-disposition')),
  };
}

/** Which part of a file: what may be shown of it, a small picture, one page, or as it was handed in. */
export type FilePart = '' | '/thumbnail' | '/original' | `/pages/${number}`;

/** A file of a claim. An `<img>` cannot send the token, so the content is fetched and shown from memory. */
export function useFile(
  id: string,
  part: FilePart = '',
  wanted = true,
): { readonly file: LoadedFile | null; readonly failed: boolean } {
  const [file, setFile] = useState<LoadedFile | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    let loaded: LoadedFile | null = null;
    loadFile(`/v1/files/${encodeURIComponent(id)}${part}`, abort.signal).then(
      (found) => {
        loaded = found;
        if (abort.signal.aborted) URL.revokeObjectURL(found.url);
        else setFile(found);
      },
      () => {
        if (!abort.signal.aborted) setFailed(true);
      },
    );
    return () => {
      abort.abort();
      if (loaded) URL.revokeObjectURL(loaded.url);
    };
  }, [id, part, wanted]);
  return { file, failed };
}
