import type { ReactNode } from 'react';
import { DeskClaimPage } from '../desk/claim.tsx';
import type { PageProps } from '../page.ts';

/** Any claim, to be read: the server offers an operator nothing to do in one. */
export function OfficeClaimPage(props: PageProps): ReactNode {
  return <DeskClaimPage {...props} />;
}
