import { type ReactNode, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { QUEUE_LEVELS, QUEUE_VIEWS, type QueueView, useQueue, useTakeNext } from './queue-data.ts';
import { focusRow, QueueTable } from './queue-table.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { useShortcuts } from './shortcuts.ts';

type Level = (typeof QUEUE_LEVELS)[number];

interface Filter {
  readonly view: QueueView;
  readonly level: Level;
}

/** The filters stand in the address, so that a view can be kept as a bookmark and the way back leads to it. */
function useFilter(): Filter {
  const [params] = useSearchParams();
  return {
    view: QUEUE_VIEWS.find((view) => view === params.get('view')) ?? 'all',
    level: QUEUE_LEVELS.find((level) => level === params.get('level')) ?? 'any',
  };
}

function addressOf({ view, level }: Filter): string {
  const fields = { ...(view === 'all' ? {} : { view }), ...(level === 'any' ? {} : { level }) };
  const query = new URLSearchParams(fields).toString();
  return query === '' ? '/desk/queue' : `/desk/queue?${query}`;
}

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly all: readonly T[];
  readonly current: T;
  readonly hrefOf: (choice: T) => string;
}

function Choices<T extends string>({ label, names, all, current, hrefOf }: ChoicesProps<T>): ReactNode {
  return (
    <nav aria-label={label} className="desk-tabs">
      {all.map((choice) => (
        <Link key={choice} href={hrefOf(choice)} aria-current={choice === current ? 'page' : undefined}>
          {names[choice]}
        </Link>
      ))}
    </nav>
  );
}

function Filters({ filter }: { filter: Filter }): ReactNode {
  const { queue: words } = useWords('mediator');
  return (
    <div className="row desk-filters">
      <Choices
        label={words.viewsLabel}
        names={words.views}
        all={QUEUE_VIEWS}
        current={filter.view}
        hrefOf={(view) => addressOf({ ...filter, view })}
      />
      <Choices
        label={words.levelLabel}
        names={words.levels}
        all={QUEUE_LEVELS}
        current={filter.level}
        hrefOf={(level) => addressOf({ ...filter, level })}
      />
    </div>
  );
}

/** R47: the claims that wait for staff, and the next one to take. */
export function QueuePage(): ReactNode {
  const { nav, queue: words, keys } = useWords('mediator');
  const [, navigate] = useLocation();
  const filter = useFilter();
  const [helping, setHelping] = useState(false);
  const { view, level } = filter;
  const queue = useQueue({ view, ...(level === 'any' ? {} : { level }) });
  const { submit, busy, problem } = useTakeNext();
  const items = queue.data?.pages.flatMap((page) => page.data) ?? [];
  const takeNext = async () => {
    const claim = await submit({});
    if (!claim) return;
    notify(words.taken);
    navigate(`/desk/claims/${claim.id}`);
  };
  useShortcuts({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    t: () => void takeNext(),
    '?': () => setHelping(true),
  });
  return (
    <div className="stack">
      <div className="desk-head">
        <h1>{nav.queue}</h1>
        <div className="row">
          <Button tone="quiet" small onClick={() => setHelping(true)}>
            {words.shortcuts} <kbd>?</kbd>
          </Button>
          <Button tone="primary" busy={busy} onClick={() => void takeNext()}>
            {words.takeNext} <kbd>t</kbd>
          </Button>
        </div>
      </div>
      <ProblemAlert problem={problem} />
      <Filters filter={filter} />
      <ProblemAlert problem={queue.error} onRetry={() => void queue.refetch()} />
      {!queue.error && (
        <QueueTable items={items} loading={queue.isPending} empty={words.empty} emptyText={words.emptyText} />
      )}
      {items.length > 0 && <p className="quiet">{words.loaded(items.length)}</p>}
      {queue.hasNextPage && (
        <Button busy={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {helping && (
        <ShortcutHelp
          onClose={() => setHelping(false)}
          rows={[
            ['j', keys.next],
            ['k', keys.previous],
            ['Enter', keys.open],
            ['t', keys.take],
            ['?', keys.help],
          ]}
        />
      )}
    </div>
  );
}
