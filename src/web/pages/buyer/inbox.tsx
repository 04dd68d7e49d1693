import type { ReactNode } from 'react';
import { Inbox } from '../../ui/inbox.tsx';

const hrefOf = (claimId: string) => `/claims/${claimId}`;

export function InboxPage(): ReactNode {
  return <Inbox hrefOf={hrefOf} />;
}
