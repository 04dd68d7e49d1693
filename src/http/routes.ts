import type { Route } from './route.ts';
import { ACCOUNT_ROUTES } from './routes/account.ts';
import { API_KEY_ROUTES } from './routes/api-keys.ts';
import { AUDIT_ROUTES } from './routes/audit.ts';
import { CALENDAR_ROUTES } from './routes/calendars.ts';
import { CASE_FILE_ROUTES } from './routes/case-files.ts';
import { CLAIM_ROUTES } from './routes/claims.ts';
import { COMMAND_ROUTES } from './routes/commands.ts';
import { DESK_ROUTES } from './routes/desk.ts';
import { FILE_ROUTES } from './routes/files.ts';
import { HEALTH_ROUTES } from './routes/health.ts';
import { INBOX_ROUTES } from './routes/inbox.ts';
import { MESSAGE_TEMPLATE_ROUTES } from './routes/message-templates.ts';
import { MESSAGE_ROUTES } from './routes/messages.ts';
import { ORDER_ROUTES } from './routes/orders.ts';
import { POLICY_ROUTES } from './routes/policies.ts';
import { PORTAL_SESSION_ROUTES } from './routes/portal-sessions.ts';
import { PRIVACY_ROUTES } from './routes/privacy.ts';
import { QUEUE_ROUTES } from './routes/queue.ts';
import { REFUND_ROUTES } from './routes/refunds.ts';
import { REPORT_ROUTES } from './routes/reports.ts';
import { RESUMABLE_UPLOAD_ROUTES } from './routes/resumable-uploads.ts';
import { SANDBOX_ROUTES } from './routes/sandbox.ts';
import { SESSION_ROUTES } from './routes/session.ts';
import { SHOP_ROUTES } from './routes/shops.ts';
import { SSO_ROUTES } from './routes/sso.ts';
import { STAFF_ROUTES } from './routes/staff.ts';
import { STAFF_LINK_ROUTES } from './routes/staff-links.ts';
import { STATISTICS_ROUTES } from './routes/statistics.ts';
import { STREAM_ROUTES } from './routes/stream.ts';
import { WORKLOAD_ROUTES } from './routes/workload.ts';

/** Every route of the service, in the order of the document. */
export const ROUTES: readonly Route[] = [
  ...ORDER_ROUTES,
  ...CLAIM_ROUTES,
  ...CASE_FILE_ROUTES,
  ...COMMAND_ROUTES,
  ...MESSAGE_ROUTES,
  ...INBOX_ROUTES,
  ...FILE_ROUTES,
  ...RESUMABLE_UPLOAD_ROUTES,
  ...STREAM_ROUTES,
  ...SHOP_ROUTES,
  ...QUEUE_ROUTES,
  ...DESK_ROUTES,
  ...MESSAGE_TEMPLATE_ROUTES,
  ...WORKLOAD_ROUTES,
  ...REPORT_ROUTES,
  ...STATISTICS_ROUTES,
  ...POLICY_ROUTES,
  ...CALENDAR_ROUTES,
  ...REFUND_ROUTES,
  ...API_KEY_ROUTES,
  ...AUDIT_ROUTES,
  ...PORTAL_SESSION_ROUTES,
  ...SESSION_ROUTES,
  ...ACCOUNT_ROUTES,
  ...SSO_ROUTES,
  ...STAFF_ROUTES,
  ...STAFF_LINK_ROUTES,
  ...PRIVACY_ROUTES,
  ...SANDBOX_ROUTES,
  ...HEALTH_ROUTES,
];
