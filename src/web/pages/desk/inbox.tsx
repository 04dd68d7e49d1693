import type { ReactNode } from 'react';
import { Inbox } from '../../ui/inbox.tsx';

const hrefOf = (claimId: string) => `/desk/claims/${claimId}`;

export function DeskInboxPage(): ReactNode {
  return <Inbox hrefOf={hrefOf} />;
}
