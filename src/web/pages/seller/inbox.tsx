import type { ReactNode } from 'react';
import { Inbox } from '../../ui/inbox.tsx';

const hrefOf = (claimId: string) => `/seller/claims/${claimId}`;

export function SellerInboxPage(): ReactNode {
  return <Inbox hrefOf={hrefOf} />;
}
