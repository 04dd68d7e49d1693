/**
 * Why the embedded server could not be started.
 * - `IN_USE`: another live process owns the data directory
 * - `UNSUPPORTED`: no binaries for this platform, or they do not run here
 * - `UNREACHABLE`: the data directory may not be entered by the user the server must run as
 * - `WRONG_VERSION`: the data was made by another major version
 * - `FAILED`: the server ended or did not answer in time; the message holds its last words
 */
export type EmbeddedPostgresFailure = 'IN_USE' | 'UNSUPPORTED' | 'UNREACHABLE' | 'WRONG_VERSION' | 'FAILED';

/** Thrown by `startEmbeddedPostgres`; the message is a sentence for the operator. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresFailure;

  constructor(code: EmbeddedPostgresFailure, message: string) {
    super(message);
    this.code = code;
  }
}
