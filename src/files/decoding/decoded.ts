import type { FileType } from '../../contract/file.ts';
import type { RejectionReason, TraceKind } from '../../contract/file-state.ts';

/** What is to be decoded, and the empty folder in which what is made of it is to be written. */
export interface DecodeJob {
  readonly path: string;
  readonly type: FileType;
  readonly folder: string;
}

/** `view`: the whole of it, to be shown; `thumbnail`: small; `page`: one page of a document. */
export type DerivativeKind = 'view' | 'thumbnail' | 'page';

/** A file in the job's folder. */
export interface Made {
  readonly kind: DerivativeKind;
  /** Of pages, counted from 1; 0 otherwise. */
  readonly number: number;
  readonly name: string;
  readonly contentType: FileType;
  readonly width: number | null;
  readonly height: number | null;
}

/** Something in the metadata that a mediator may want to know of. */
export interface Trace {
  readonly kind: TraceKind;
  readonly detail: string | null;
}

/** When a camera says that it took a picture: its wall clock, `2026-05-04T10:21:00`, and the offset where it tells one. */
export interface CameraTime {
  readonly local: string;
  readonly offset: string | null;
}

export interface Decoded {
  readonly made: readonly Made[];
  /** Of documents, however many were pictured. */
  readonly pages: number | null;
  /** 64 bits in hex that are nearly the same for nearly the same picture; null where there is nothing to compare. */
  readonly pictureHash: string | null;
  readonly takenAt: CameraTime | null;
  readonly traces: readonly Trace[];
}

export type DecodeResult = Decoded | { readonly rejected: RejectionReason };

/** Ends decoding with a reason that the uploader is told. */
export class Undecodable extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, cause?: unknown) {
    super(reason, { cause });
    this.name = 'Undecodable';
    this.reason = reason;
  }
}
