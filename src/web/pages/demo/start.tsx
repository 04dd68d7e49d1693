import { type ReactNode, useId, useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { type Person, useCast } from '../../api/cast.ts';
import { becomeInDemo } from '../../api/demo.ts';
import { useSubmission } from '../../api/submission.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useSession, type Viewer } from '../../session/session.ts';
import { SETTINGS } from '../../session/settings.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { OFFICE_PAGES } from '../office/pages.ts';
import './start.css';

/** Where each of them begins. */
export const HOMES: Record<Viewer['role'], string> = {
  buyer: '/orders',
  seller: '/seller/claims',
  mediator: '/desk/queue',
  supervisor: '/desk/queue',
  operator: '/office/reports',
};

const CLAIMS: Partial<Record<Viewer['role'], string>> = {
  buyer: '/claims',
  seller: '/seller/claims',
  mediator: '/desk/claims',
  supervisor: '/desk/claims',
};

/** Nobody is offered who would have no page to stand on. */
const hasOffice = OFFICE_PAGES.some(({ path }) => path === HOMES.operator);
const OTHERS = ['buyer', 'seller', 'mediator', 'supervisor'] as const;
const ROLES: readonly Viewer['role'][] = hasOffice ? [...OTHERS, 'operator'] : OTHERS;

function viewerOf({ role, id, shop_id = '' }: Person): Viewer {
  return role === 'seller' ? { role, id, shop_id } : { role, id };
}

/** The page where there is something to do as them. */
function firstPageOf({ role, claim_id }: Person): string {
  const claims = CLAIMS[role];
  return claim_id !== null && claims !== undefined ? `${claims}/${claim_id}` : HOMES[role];
}

interface CardProps {
  readonly person: Person;
  readonly shop: string | undefined;
  readonly isFirst: boolean;
  readonly busy: boolean;
  readonly onChoose: (person: Person) => void;
}

function PersonCard({ person, shop, isFirst, busy, onChoose }: CardProps): ReactNode {
  const words = useWords('demo');
  return (
    <li className={isFirst ? 'first' : undefined}>
      <div className="cast-head">
        <Avatar name={person.name} colour={person.colour} />
        <div>
          <h3>{person.name}</h3>
          {shop !== undefined && <p className="cast-shop">{shop}</p>}
        </div>
        {isFirst && <Tag tone="good">{words.begin}</Tag>}
      </div>
      <p className="cast-about">{person.about}</p>
      <Button
        wide
        tone={isFirst ? 'primary' : 'plain'}
        busy={busy}
        aria-label={words.become(person.name)}
        onClick={() => onChoose(person)}
      >
        {words.becomeThem}
      </Button>
    </li>
  );
}

interface GroupProps extends Pick<CardProps, 'onChoose'> {
  readonly role: Viewer['role'];
  readonly people: readonly Person[];
  readonly first: Person | undefined;
  readonly chosen: string | null;
  readonly shopName: (id: string | undefined) => string | undefined;
}

function Group({ role, people, first, chosen, shopName, onChoose }: GroupProps): ReactNode {
  const { groups } = useWords('demo');
  const { roles } = useNames();
  const id = useId();
  const inRole = people.filter((person) => person.role === role);
  return (
    <section className="cast-group" aria-labelledby={id}>
      <h2 id={id}>
        <span>{roles[role]}</span> <small>{groups[role]}</small>
      </h2>
      <ul className="cast">
        {inRole.map((person) => (
          <PersonCard
            key={person.id}
            person={person}
            shop={shopName(person.shop_id)}
            isFirst={person === first}
            busy={person.id === chosen}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </section>
  );
}

async function become(person: Person): Promise<Person> {
  await becomeInDemo(viewerOf(person));
  return person;
}

function CastPage(): ReactNode {
  const words = useWords('demo');
  const { data: cast, error, refetch } = useCast();
  const { submit, busy, problem } = useSubmission(become);
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<string | null>(null);
  const choose = async (person: Person) => {
    setChosen(person.id);
    if (await submit(person)) navigate(firstPageOf(person));
  };
  return (
    <>
      <div className="cast-hero">
        <h1>{words.title}</h1>
        <p>{words.lede}</p>
        <p>{words.time}</p>
        <p>
          <Link href="/sign-in">{words.staffSignIn}</Link>
        </p>
      </div>
      <ProblemAlert problem={problem} />
      {!cast && (error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {cast &&
        ROLES.map((role) => (
          <Group
            key={role}
            role={role}
            people={cast.people}
            first={cast.people[0]}
            chosen={busy ? chosen : null}
            shopName={(id) => cast.shops.find((shop) => shop.id === id)?.name}
            onChoose={(person) => void choose(person)}
          />
        ))}
    </>
  );
}

/** Whom to be, in the demo; elsewhere where to come in from, or for those who are in, their own pages. */
export function StartPage(): ReactNode {
  const session = useSession();
  const words = useWords('demo');
  if (SETTINGS.demo) return <CastPage />;
  if (session) return <Redirect to={HOMES[session.viewer.role]} replace />;
  return (
    <EmptyState title={words.welcomeTitle}>
      <p>{words.welcome}</p>
      <p>
        <Link href="/sign-in">{words.staffSignIn}</Link>
      </p>
    </EmptyState>
  );
}
