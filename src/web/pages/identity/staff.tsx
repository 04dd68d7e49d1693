import { PlusOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { type Colleague, type StaffLink, useStaff } from '../../api/staff.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { EditDialog, InviteDialog, LinkDialog } from './staff-dialogs.tsx';
import './identity.css';

function StateTag({ active, invited = false }: Colleague): ReactNode {
  const { staff: words } = useWords('identity');
  if (!active) return <Tag tone="plain">{words.left}</Tag>;
  return invited ? <Tag tone="warm">{words.invited}</Tag> : <Tag tone="good">{words.active}</Tag>;
}

function useColumns(onEdit: (colleague: Colleague) => void): TableColumnsType<Colleague> {
  const { staff: words } = useWords('identity');
  const { roles } = useNames();
  const { id: own } = useViewer();
  return useMemo(
    () => [
      {
        title: words.name,
        render: (_: unknown, { id, name, email }: Colleague) => (
          <>
            <strong>{name}</strong> {id === own && <span className="quiet">({words.you})</span>}
            <div className="quiet">{email}</div>
          </>
        ),
      },
      {
        title: words.roles,
        render: (_: unknown, colleague: Colleague) => colleague.roles.map((role) => roles[role]).join(' · '),
      },
      { title: words.state, render: (_: unknown, colleague: Colleague) => <StateTag {...colleague} /> },
      {
        title: words.factor,
        render: (_: unknown, { second_factor, single_sign_on }: Colleague) =>
          single_sign_on ? words.sso : second_factor ? words.yes : <span className="quiet">{words.no}</span>,
      },
      {
        title: words.signedIn,
        render: (_: unknown, { signed_in_at }: Colleague) =>
          signed_in_at ? <When at={signed_in_at} /> : <span className="quiet">{words.never}</span>,
      },
      {
        title: <span className="unseen">{words.edit}</span>,
        align: 'right',
        render: (_: unknown, colleague: Colleague) => (
          <Button aria-label={words.editOf(colleague.name)} onClick={() => onEdit(colleague)}>
            {words.edit}
          </Button>
        ),
      },
    ],
    [words, roles, own, onEdit],
  );
}

type Shown =
  | { readonly what: 'invite' }
  | { readonly what: 'edit'; readonly colleague: Colleague }
  | { readonly what: 'link'; readonly name: string; readonly link: StaffLink };

function ShownDialog({ shown, show }: { shown: Shown; show: (next: Shown | null) => void }): ReactNode {
  const close = () => show(null);
  const hand = (name: string, link: StaffLink) => show({ what: 'link', name, link });
  if (shown.what === 'invite') return <InviteDialog onClose={close} onLink={hand} />;
  if (shown.what === 'link') return <LinkDialog name={shown.name} link={shown.link} onClose={close} />;
  return <EditDialog colleague={shown.colleague} onClose={close} onLink={hand} />;
}

/** Who works here: invitations, roles, leaving, and help for those who are locked out. */
export function StaffPage(): ReactNode {
  const { staff: words } = useWords('identity');
  const { data, error, isPending, refetch } = useStaff();
  const [shown, show] = useState<Shown | null>(null);
  const [edit] = useState(() => (colleague: Colleague) => show({ what: 'edit', colleague }));
  const columns = useColumns(edit);
  return (
    <div className="stack">
      <div className="staff-head">
        <h1>{words.title}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => show({ what: 'invite' })}>
          {words.invite}
        </Button>
      </div>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {!error && (
        // A wide table scrolls, and the keyboard scrolls it too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable.
        <section className="staff-scroll" tabIndex={0} aria-label={words.title}>
          <Table
            rowKey="id"
            columns={columns}
            dataSource={[...(data?.data ?? [])]}
            loading={isPending}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
          />
        </section>
      )}
      {shown && <ShownDialog shown={shown} show={show} />}
    </div>
  );
}
