import type { Readable } from 'node:stream';

/** `original`: as it was handed in; `derivative`: made from one, to be shown; `part`: of an upload under way. */
export type Area = 'original' | 'derivative' | 'part';

/** A finished file on this machine's disk that is to become a stored one. */
export interface LocalContent {
  readonly area: Area;
  /** Originals and derivatives are kept under their SHA-256 in hex, parts under any name of `[a-zA-Z0-9_-]`. */
  readonly key: string;
  readonly path: string;
  readonly size: number;
}

/**
 * Where the content of files lies. Keys are hashes of what they hold, so nothing is ever overwritten by something else,
 * and what is read under a hash is checked against it: a stream whose content does not fit fails before it ends.
 */
export interface FileStorage {
  /** Takes a local file away and keeps it: once this resolves, it is there whatever happens to the machine. */
  readonly put: (content: LocalContent) => Promise<void>;
  /** Each fails with `NoSuchContent` before anything has been sent when it is not there. */
  readonly openOriginal: (sha256: string) => Promise<Readable>;
  readonly openDerivative: (sha256: string) => Promise<Readable>;
  readonly openPart: (key: string) => Promise<Readable>;
  /** Nothing happens where there is nothing. */
  readonly remove: (area: Area, key: string) => Promise<void>;
}

export class NoSuchContent extends Error {
  constructor(area: Area, cause: unknown) {
    super(`there is no such ${area}`, { cause });
    this.name = 'NoSuchContent';
  }
}

/** What is stored is no longer what was handed in. */
export class ContentAltered extends Error {
  constructor(area: Area) {
    super(`a stored ${area} is not what its hash says`);
    this.name = 'ContentAltered';
  }
}

/** `ab/cd/abcd…`, so that no folder gets too full. */
export function spread(key: string): string {
  return `${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`;
}
