import type { Static } from 'typebox';
import type { ActionView, UnavailableView } from '../../contract/choice.ts';
import type { ClaimView } from '../../contract/claim-view.ts';
import type { DeadlineView } from '../../contract/deadline.ts';
import type {
  NoteView,
  QueueCounts as QueueCountsView,
  TemplateBody,
  TemplateView,
  ViewersView,
} from '../../contract/desk.ts';
import type { ActorView, EventView } from '../../contract/event-view.ts';
import type {
  CaptureCode as CaptureCodeView,
  FileDetails as FileDetailsView,
  FileSignals as FileSignalsView,
  UploadedFile as UploadedFileView,
} from '../../contract/file.ts';
import type { EvidenceView, InterventionView } from '../../contract/intervention.ts';
import type { MessageView } from '../../contract/message.ts';
import type { InboxView, NoticeView } from '../../contract/notice.ts';
import type { OrderView } from '../../contract/order.ts';
import type { FieldError as FieldErrorView, ProblemBody } from '../../contract/problem.ts';
import type { QueueItem as QueueItemView } from '../../contract/queue.ts';
import type { RulingView } from '../../contract/ruling.ts';
import type { RulingPreviewView } from '../../contract/ruling-preview.ts';
import type { CreditView, EligibilityView, StandingView } from '../../contract/shop.ts';
import type { ClaimBody, TermsBody, TermsView } from '../../contract/terms.ts';
import type { WorkloadReport } from '../../contract/workload.ts';

/** What comes over the wire, as the contract says it. */
export type Claim = Static<typeof ClaimView>;
export type Action = Static<typeof ActionView>;
export type Unavailable = Static<typeof UnavailableView>;
export type Deadline = Static<typeof DeadlineView>;
export type ClaimEvent = Static<typeof EventView>;
export type EventActor = Static<typeof ActorView>;
export type Message = Static<typeof MessageView>;
export type Notice = Static<typeof NoticeView>;
export type Inbox = Static<typeof InboxView>;
export type Order = Static<typeof OrderView>;
export type OrderLine = Order['lines'][number];
export type Terms = Static<typeof TermsView>;
export type TermsInput = Static<typeof TermsBody>;
export type ClaimInput = Static<typeof ClaimBody>;
export type Intervention = Static<typeof InterventionView>;
export type Evidence = Static<typeof EvidenceView>;
export type Ruling = Static<typeof RulingView>;
export type QueueItem = Static<typeof QueueItemView>;
export type QueueCounts = Static<typeof QueueCountsView>;
export type Note = Static<typeof NoteView>;
export type Viewers = Static<typeof ViewersView>;
export type Template = Static<typeof TemplateView>;
export type TemplateInput = Static<typeof TemplateBody>;
export type RulingPreview = Static<typeof RulingPreviewView>;
export type Workload = Static<typeof WorkloadReport>;
export type Standing = Static<typeof StandingView>;
export type Credit = Static<typeof CreditView>;
export type Eligibility = Static<typeof EligibilityView>;
export type UploadedFile = Static<typeof UploadedFileView>;
export type FileDetails = Static<typeof FileDetailsView>;
export type FileSignals = Static<typeof FileSignalsView>;
export type CaptureCode = Static<typeof CaptureCodeView>;
export type FieldError = Static<typeof FieldErrorView>;
export type ProblemShape = Static<typeof ProblemBody>;

export interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}
