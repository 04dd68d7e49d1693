import { BellOutlined, MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Grid, Layout, Menu } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useNames, useWords } from '../language/words.ts';
import { useSession } from '../session/session.ts';
import { AntdProvider } from '../theme/antd-provider.tsx';
import { BackToShop } from '../ui/back-to-shop.tsx';
import { LanguageSwitcher } from '../ui/language-switcher.tsx';
import { Logo } from '../ui/logo.tsx';
import { UnreadBadge } from '../ui/unread-badge.tsx';
import { Content, Frame } from './frame.tsx';
import './side-layout.css';

export interface Place {
  readonly path: string;
  readonly name: string;
  readonly icon: ReactNode;
}

interface SideLayoutProps {
  readonly title: string;
  readonly places: readonly Place[];
  /** Where the inbox is; none where its readers are told nothing. */
  readonly inbox?: string;
  readonly children: ReactNode;
}

function Places({ places, title, onGo }: Pick<SideLayoutProps, 'places' | 'title'> & { onGo?: () => void }): ReactNode {
  const words = useWords('common');
  const [path] = useLocation();
  const current = places.find((place) => path.startsWith(place.path))?.path;
  return (
    <nav aria-label={title}>
      <Link href="/" className="side-brand">
        <Logo size={36} />
        <span>
          {words.brand}
          <small>{title}</small>
        </span>
      </Link>
      <Menu
        theme="dark"
        mode="inline"
        selectedKeys={current ? [current] : []}
        {...(onGo && { onClick: onGo })}
        items={places.map(({ path: key, name, icon }) => ({ key, icon, label: <Link href={key}>{name}</Link> }))}
      />
    </nav>
  );
}

function Who(): ReactNode {
  const { roles } = useNames();
  const session = useSession();
  const viewer = session?.viewer;
  if (!viewer) return null;
  if (session.person) {
    return (
      <Link href="/account" className="side-who">
        {roles[viewer.role]} {session.person.name}
      </Link>
    );
  }
  const name = viewer.role === 'seller' ? `${viewer.shop_id} · ${viewer.id}` : viewer.id;
  return (
    <span className="side-who">
      {roles[viewer.role]} {name}
    </span>
  );
}

function Sides({ title, places, inbox, children }: SideLayoutProps): ReactNode {
  const words = useWords('common');
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  return (
    <Layout className="side-layout" hasSider={wide}>
      {wide && (
        <Layout.Sider width={216}>
          <Places title={title} places={places} />
        </Layout.Sider>
      )}
      <Layout>
        <Layout.Header className="side-head">
          {!wide && (
            <Button type="text" icon={<MenuOutlined />} aria-label={words.more} onClick={() => setOpen(true)} />
          )}
          {!wide && <strong>{title}</strong>}
          <div className="end">
            {inbox !== undefined && (
              <Link href={inbox} className="side-inbox">
                <BellOutlined aria-hidden="true" />
                <span className="unseen">{words.inbox.title}</span>
                <UnreadBadge />
              </Link>
            )}
            <BackToShop />
            <LanguageSwitcher />
            <Who />
          </div>
        </Layout.Header>
        <Content className="side-main">{children}</Content>
      </Layout>
      <Drawer
        open={open && !wide}
        onClose={() => setOpen(false)}
        placement="left"
        size={240}
        closable={false}
        aria-label={title}
        styles={{ body: { padding: 0, background: '#123f38' } }}
      >
        <Places title={title} places={places} onGo={() => setOpen(false)} />
      </Drawer>
    </Layout>
  );
}

/** Places to go at the side, for the people who work here all day; on a phone they are one press away. */
export function SideLayout(props: SideLayoutProps): ReactNode {
  return (
    <AntdProvider>
      <Frame>
        <Sides {...props} />
      </Frame>
    </AntdProvider>
  );
}
