import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { addressOf, useQueueQuery } from './queue-address.ts';
import { QUEUE_SORTS, QUEUE_VIEWS, type QueueQuery, useQueue, useQueueCounts, useTakeNext } from './queue-data.ts';
import { QueueFilters } from './queue-filters.tsx';
import { focusRow, QueueTable } from './queue-table.tsx';
import { SavedViews, SaveViewDialog } from './saved-views.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { useShortcuts } from './shortcuts.ts';
import './workbench.css';

function Views({ query }: { query: QueueQuery }): ReactNode {
  const { queue: words } = useWords('mediator');
  const { data: counts } = useQueueCounts(query);
  return (
    <nav aria-label={words.viewsLabel} className="desk-tabs">
      {QUEUE_VIEWS.map((view) => (
        <Link
          key={view}
          href={addressOf({ ...query, view })}
          aria-current={view === query.view ? 'page' : undefined}
          className={view === 'overdue' && (counts?.overdue ?? 0) > 0 ? 'hot' : ''}
        >
          {words.views[view]} {counts && <span className="number">{counts[view]}</span>}
        </Link>
      ))}
    </nav>
  );
}

function Sorts({ query }: { query: QueueQuery }): ReactNode {
  const { queue: words } = useWords('mediator');
  const [, navigate] = useLocation();
  return (
    <label className="desk-sort">
      {words.sortLabel}
      <select
        className="input"
        value={query.sort}
        onChange={(event) => navigate(addressOf({ ...query, sort: event.target.value }))}
      >
        {QUEUE_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {words.sorts[sort]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Help({ onClose }: { onClose: () => void }): ReactNode {
  const { keys } = useWords('mediator');
  return (
    <ShortcutHelp
      onClose={onClose}
      rows={[
        ['j', keys.next],
        ['k', keys.previous],
        ['Enter', keys.open],
        ['t', keys.take],
        ['/', keys.search],
        ['f', keys.filter],
        ['s', keys.save],
        ['1 2 3 4 5 6', keys.views],
        ['?', keys.help],
      ]}
    />
  );
}

function openFilters(): void {
  const summary = document.getElementById('queue-filters');
  summary?.closest('details')?.setAttribute('open', '');
  summary?.focus();
}

/** The claims themselves, page by page. */
function Listed({ query, queue }: { query: QueueQuery; queue: ReturnType<typeof useQueue> }): ReactNode {
  const { queue: words } = useWords('mediator');
  const items = queue.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <ProblemAlert problem={queue.error} onRetry={() => void queue.refetch()} />
      {!queue.error && (
        <QueueTable
          key={addressOf(query)}
          items={items}
          loading={queue.isPending}
          empty={words.empty}
          emptyText={words.emptyText}
        />
      )}
      {items.length > 0 && <p className="quiet">{words.loaded(items.length)}</p>}
      {queue.hasNextPage && (
        <Button busy={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  );
}

/** R47: the claims that wait for staff, and the next one to take. */
export function QueuePage(): ReactNode {
  const { nav, queue: words } = useWords('mediator');
  const [, navigate] = useLocation();
  const query = useQueueQuery();
  const [dialog, setDialog] = useState<'help' | 'save' | null>(null);
  const queue = useQueue(query);
  const { submit, busy, problem } = useTakeNext();
  const takeNext = async () => {
    const claim = await submit({});
    if (!claim) return;
    notify(words.taken);
    navigate(`/desk/claims/${claim.id}`);
  };
  const toView = QUEUE_VIEWS.map((view, index) => [String(index + 1), () => navigate(addressOf({ ...query, view }))]);
  useShortcuts({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    t: () => void takeNext(),
    '/': () => document.querySelector<HTMLElement>('input[type=search]')?.focus(),
    f: openFilters,
    s: () => setDialog('save'),
    '?': () => setDialog('help'),
    ...Object.fromEntries(toView),
  });
  return (
    <div className="stack">
      <div className="desk-head">
        <h1>{nav.queue}</h1>
        <div className="row">
          <Button tone="quiet" small onClick={() => setDialog('help')}>
            {words.shortcuts} <kbd>?</kbd>
          </Button>
          <Button tone="primary" busy={busy} onClick={() => void takeNext()}>
            {words.takeNext} <kbd>t</kbd>
          </Button>
        </div>
      </div>
      <ProblemAlert problem={problem} />
      <Views query={query} />
      <SavedViews query={query} onSave={() => setDialog('save')} />
      {/* A view that was chosen fills the fields anew. */}
      <QueueFilters key={queue.error ? 'kept' : addressOf(query)} query={query} problem={queue.error} />
      <Sorts query={query} />
      <Listed query={query} queue={queue} />
      {dialog === 'help' && <Help onClose={() => setDialog(null)} />}
      {dialog === 'save' && <SaveViewDialog query={query} onClose={() => setDialog(null)} />}
    </div>
  );
}
