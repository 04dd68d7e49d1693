/** `processing`: not decoded as yet; `rejected`: could not be, and is shown to nobody but who uploaded it. */
export const FILE_STATES = ['processing', 'ready', 'rejected'] as const;
export type FileState = (typeof FILE_STATES)[number];

export const REJECTION_REASONS = ['damaged', 'encrypted', 'too_many_pixels', 'too_slow', 'malware'] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** What metadata may tell of where a picture comes from. Signals, never verdicts: honest pictures carry them too. */
export const TRACE_KINDS = ['software', 'edit_history', 'generator', 'content_credentials', 'active_content'] as const;
export type TraceKind = (typeof TRACE_KINDS)[number];
