import { describe, expect, it } from 'vitest';
import type { CommandType } from '../../src/domain/command.ts';
import { positionOf } from '../../src/domain/decide.ts';
import { COMMANDS, POSITIONS } from '../../src/domain/process.ts';
import type { RefusalCode } from '../../src/domain/refusals.ts';
import { ACTORS, type ActorName } from '../support/actors.ts';
import { atEvidence, atReview, STORIES, STORY_NAMES } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

type Answer = RefusalCode | 'accepted';

const LETTERS: Readonly<Record<string, Answer>> = {
  '+': 'accepted',
  P: 'WRONG_PARTY',
  E: 'ENDED',
  R: 'NOT_REFUSED',
  I: 'ALREADY_IN_INTERVENTION',
  S: 'WRONG_STATE',
  U: 'SUSPENDED',
  N: 'NO_OPEN_PROPOSAL',
  O: 'NOT_OWNER',
  W: 'ALREADY_OWNED',
};

/**
 * The rulebook's process, written out by hand: each command by each of those who may give it, in every story of
 * `STORIES`, in their order. A small letter in the head is the same place after a ruling, or while suspended.
 */
const TABLE = `
                                   AS RF RC | AR Ar AI Ai AP Ap AA Aa | EV Ev RQ RP RV Rv AW | FA Fr SU Su CL Cl
R15 modify_terms buyer             +  +  +  | S  S  S  S  S  S  S  S  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R15 withdraw buyer                 +  +  +  | +  S  +  S  +  S  +  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R24 agree seller                   +  +  +  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R22 refuse seller                  +  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R25 propose buyer                  +  +  +  | +  S  +  S  +  S  +  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R25 propose seller                 +  +  +  | +  S  +  S  +  S  +  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R25 accept_proposal buyer          N  N  N  | N  S  N  S  N  S  N  S  | N  N  N  N  N  N  N  | S  S  E  E  E  E
R25 accept_proposal seller         N  N  N  | N  S  N  S  N  S  N  S  | N  N  N  N  N  N  N  | S  S  E  E  E  E
R25 decline_proposal buyer         N  N  N  | N  S  N  S  N  S  N  S  | N  N  N  N  N  N  N  | S  S  E  E  E  E
R25 decline_proposal seller        N  N  N  | N  S  N  S  N  S  N  S  | N  N  N  N  N  N  N  | S  S  E  E  E  E
R57 ship_return buyer              S  S  S  | +  +  S  S  S  S  S  S  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R58 confirm_return seller          S  S  S  | S  S  +  +  S  S  S  S  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R58 contest_return seller          S  S  S  | S  S  +  S  S  S  S  S  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R59 ship_replacement seller        S  S  S  | S  S  S  S  +  +  S  S  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R59 accept_replacement buyer       S  S  S  | S  S  S  S  S  S  +  +  | S  S  S  S  S  S  S  | S  S  E  E  E  E
R30 request_intervention buyer     R  +  +  | R  R  R  R  R  R  R  R  | I  I  I  I  I  I  I  | R  R  E  E  E  E
R34 request_intervention seller    S  S  +  | S  S  +  S  S  S  S  S  | I  I  I  I  I  I  I  | S  S  E  E  E  E
R35 withdraw_intervention buyer    S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R35 withdraw_intervention seller   S  S  S  | S  S  S  S  S  S  S  S  | P  P  P  P  P  P  P  | S  S  E  E  E  E
R40 submit_evidence buyer          S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R40 submit_evidence seller         S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R40 finish_evidence buyer          S  S  S  | S  S  S  S  S  S  S  S  | +  U  S  S  S  S  S  | S  S  E  E  E  E
R41 finish_evidence seller         S  S  S  | S  S  S  S  S  S  S  S  | +  U  +  +  S  S  S  | S  S  E  E  E  E
R56 appeal buyer                   S  S  S  | S  +  S  +  S  +  S  +  | S  S  S  S  S  S  S  | S  +  S  +  S  +
R56 appeal seller                  S  S  S  | S  +  S  +  S  +  S  +  | S  S  S  S  S  S  S  | S  +  S  +  S  +
R46 request_call buyer             +  +  +  | +  +  +  +  +  +  +  +  | +  +  +  +  +  +  +  | +  +  E  E  E  E
R46 request_call seller            +  +  +  | +  +  +  +  +  +  +  +  | +  +  +  +  +  +  +  | +  +  E  E  E  E
R36 step_in mediator               +  +  +  | +  S  +  S  +  S  +  S  | I  I  I  I  I  I  I  | S  S  E  E  E  E
R36 step_in otherMediator          +  +  +  | +  S  +  S  +  S  +  S  | I  I  I  I  I  I  I  | S  S  E  E  E  E
R36 step_in supervisor             +  +  +  | +  S  +  S  +  S  +  S  | I  I  I  I  I  I  I  | S  S  E  E  E  E
R47 take mediator                  S  S  S  | S  S  S  S  S  S  S  S  | W  W  W  W  W  W  W  | S  S  E  E  E  E
R47 take otherMediator             S  S  S  | S  S  S  S  S  S  S  S  | W  W  W  W  W  W  W  | S  S  E  E  E  E
R47 take supervisor                S  S  S  | S  S  S  S  S  S  S  S  | W  W  W  W  W  W  W  | S  S  E  E  E  E
R47 release mediator               S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R47 release otherMediator          S  S  S  | S  S  S  S  S  S  S  S  | O  O  O  O  O  O  O  | S  S  E  E  E  E
R47 release supervisor             S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R47 assign supervisor              S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R43 require_evidence mediator      S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  +  U  S  | S  S  E  E  E  E
R43 require_evidence otherMediator S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  O  U  S  | S  S  E  E  E  E
R43 require_evidence supervisor    S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  +  U  S  | S  S  E  E  E  E
R42 admit_evidence mediator        S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  +  U  S  | S  S  E  E  E  E
R42 admit_evidence otherMediator   S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  O  U  S  | S  S  E  E  E  E
R42 admit_evidence supervisor      S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  +  U  S  | S  S  E  E  E  E
R50 rule mediator                  S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  +  U  S  | S  S  E  E  E  E
R50 rule otherMediator             S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  O  U  S  | S  S  E  E  E  E
R47 rule supervisor                S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  +  U  S  | S  S  E  E  E  E
R52 approve_ruling supervisor      S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  S  S  +  | S  S  E  E  E  E
R52 send_back_ruling supervisor    S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  S  S  +  | S  S  E  E  E  E
R56 decide_appeal supervisor       S  S  S  | S  S  S  S  S  S  S  S  | S  S  S  S  S  S  S  | S  S  S  S  S  S
R48 suspend mediator               S  S  S  | S  S  S  S  S  S  S  S  | +  U  +  +  +  U  +  | S  S  E  E  E  E
R48 suspend otherMediator          S  S  S  | S  S  S  S  S  S  S  S  | O  U  O  O  O  U  O  | S  S  E  E  E  E
R48 suspend supervisor             S  S  S  | S  S  S  S  S  S  S  S  | +  U  +  +  +  U  +  | S  S  E  E  E  E
R48 resume mediator                S  S  S  | S  S  S  S  S  S  S  S  | S  +  S  S  S  +  S  | S  S  E  E  E  E
R48 resume otherMediator           S  S  S  | S  S  S  S  S  S  S  S  | S  O  S  S  S  O  S  | S  S  E  E  E  E
R48 resume supervisor              S  S  S  | S  S  S  S  S  S  S  S  | S  +  S  S  S  +  S  | S  S  E  E  E  E
R46 escalate mediator              S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R46 escalate otherMediator         S  S  S  | S  S  S  S  S  S  S  S  | O  O  O  O  O  O  O  | S  S  E  E  E  E
R46 escalate supervisor            S  S  S  | S  S  S  S  S  S  S  S  | +  +  +  +  +  +  +  | S  S  E  E  E  E
R46 log_call mediator              +  +  +  | +  +  +  +  +  +  +  +  | +  +  +  +  +  +  +  | +  +  E  E  E  E
R46 log_call otherMediator         +  +  +  | +  +  +  +  +  +  +  +  | +  +  +  +  +  +  +  | +  +  E  E  E  E
R46 log_call supervisor            +  +  +  | +  +  +  +  +  +  +  +  | +  +  +  +  +  +  +  | +  +  E  E  E  E
`;

interface Row {
  readonly rule: string;
  readonly command: CommandType;
  readonly actor: ActorName;
  readonly answers: readonly (Answer | undefined)[];
}

function rowsOf(table: string): readonly Row[] {
  const [, ...lines] = table.trim().split('\n');
  return lines.map((line) => {
    const [rule, command, actor, ...cells] = line.split(/\s+/).filter((cell) => cell !== '|');
    const answers = cells.map((cell) => LETTERS[cell]);
    return { rule, command, actor, answers } as Row;
  });
}

const ROWS = rowsOf(TABLE);

function answer(s: Scenario, command: CommandType, actor: ActorName): Answer {
  return s.refusal(ACTORS[actor], command)?.code ?? 'accepted';
}

type Places = Readonly<Record<string, Scenario>>;

/** Each story told once: asking changes nothing. */
function told(stories: Readonly<Record<string, () => Scenario>>): Places {
  return Object.fromEntries(Object.entries(stories).map(([name, tell]) => [name, tell()]));
}

const STANDING = told(STORIES);

/** What is answered to a row's command in every place, beside what the row says. */
function compare(row: Row, places: Places) {
  const names = Object.keys(places);
  const given = names.map((name) => [name, answer(places[name]!, row.command, row.actor)]);
  const expected = names.map((name, index) => [name, row.answers[index]]);
  expect(row.answers).toHaveLength(names.length);
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(expected));
}

describe('every command, by everybody, everywhere', () => {
  it.each(ROWS)('R3: $command by $actor is accepted or refused as $rule says', (row) => {
    compare(row, STANDING);
  });

  it('R3: the stories stand in every position there is', () => {
    expect(new Set(STORY_NAMES.map((name) => positionOf(STANDING[name]!.claim)))).toEqual(new Set(POSITIONS));
  });

  it('R3: every command is in the table', () => {
    expect(new Set(ROWS.map(({ command }) => command))).toEqual(new Set(COMMANDS));
  });

  it.each(STORY_NAMES)('R10: strangers find no claim %s', (name) => {
    const answers = COMMANDS.flatMap((command) => [
      answer(STANDING[name]!, command, 'otherBuyer'),
      answer(STANDING[name]!, command, 'otherSeller'),
    ]);
    expect(new Set(answers)).toEqual(new Set(['NOT_FOUND']));
  });

  it.each(STORY_NAMES)('R10: nobody gives a command that is not theirs %s', (name) => {
    const insiders = (Object.keys(ACTORS) as ActorName[]).filter((actor) => !STRANGERS.includes(actor));
    const wrong = insiders.flatMap((actor) =>
      COMMANDS.filter((command) => !mayEver(actor, command)).map((command) => [actor, command] as const),
    );
    const others = wrong.map(([actor, command]) => [actor, command, answer(STANDING[name]!, command, actor)]);
    expect(others).toEqual(wrong.map((pair) => [...pair, 'WRONG_PARTY']));
    expect(wrong.length).toBeGreaterThan(100);
  });

  it('R47: another user of the shop may do what the seller may', () => {
    const answers = (actor: ActorName) =>
      STORY_NAMES.map((name) => COMMANDS.map((command) => answer(STANDING[name]!, command, actor)));
    expect(answers('colleague')).toEqual(answers('seller'));
  });
});

const STRANGERS: readonly ActorName[] = ['otherBuyer', 'otherSeller'];

function mayEver(actor: ActorName, command: CommandType): boolean {
  return ROWS.some((row) => row.command === command && ACTORS[row.actor].role === ACTORS[actor].role);
}

/** Before any ruling, and not yet paid: where the parties may still agree on something else. */
const NEGOTIABLE = STORY_NAMES.filter((name) => !/ruled$|^refunding|^succeeded|^closed/.test(name));

describe.each(NEGOTIABLE)('an open proposal: %s', (name) => {
  it.each([
    ['seller', 'buyer'],
    ['buyer', 'seller'],
  ] as const)('R25: of the %s is answered by the %s alone, and there is one at a time', (by, other) => {
    const s = STORIES[name]();
    s[by].propose();
    const answers = (actor: ActorName) =>
      (['accept_proposal', 'decline_proposal', 'propose'] as const).map((command) => answer(s, command, actor));
    expect(answers(other)).toEqual(['accepted', 'accepted', 'OPEN_PROPOSAL_EXISTS']);
    expect(answers(by)).toEqual(['WRONG_PARTY', 'WRONG_PARTY', 'OPEN_PROPOSAL_EXISTS']);
  });
});

/** Who owns a claim, and at which level. */
const OWNED = {
  'by nobody': () => {
    const s = atEvidence();
    s.mediator.release();
    return s;
  },
  'escalated, by nobody': () => {
    const s = atEvidence();
    s.mediator.escalate();
    return s;
  },
  'escalated, by a supervisor': () => {
    const s = atEvidence();
    s.mediator.escalate();
    s.supervisor.take();
    return s;
  },
  'by the mediator who stepped in': () => {
    const s = scenario();
    s.mediator.stepIn();
    return s;
  },
};

const OWNERSHIP = `
                                 nobody  L2  supervisor  stepped-in
R47 take mediator                +       P   P           W
R47 take otherMediator           +       P   P           W
R47 take supervisor              +       +   W           W
R47 take otherSupervisor         +       +   W           W
R47 release mediator             O       O   O           +
R47 release otherMediator        O       O   O           O
R47 release supervisor           O       O   +           +
R47 release otherSupervisor      O       O   +           +
R47 assign supervisor            +       +   +           +
R46 escalate mediator            O       S   S           +
R46 escalate otherMediator       O       S   S           O
R46 escalate supervisor          +       S   S           +
R48 suspend mediator             O       O   O           +
R48 suspend supervisor           +       +   +           +
R35 withdraw_intervention buyer  +       +   +           P
R35 withdraw_intervention seller P       P   P           P
`;

const OWNERS = told(OWNED);

describe('a claim in intervention is owned', () => {
  it.each(rowsOf(OWNERSHIP))('R47: $command by $actor', (row) => {
    compare(row, OWNERS);
  });
});

const TURNS = {
  'required, from the buyer': () => {
    const s = atReview();
    s.mediator.requireEvidence({ from: 'buyer' });
    return s;
  },
  "reply, the buyer, to the seller's late evidence": () => {
    const s = atReview();
    s.seller.submitEvidence();
    s.mediator.admitEvidence();
    return s;
  },
  'evidence, the buyer is done': () => {
    const s = atEvidence();
    s.buyer.finishEvidence();
    return s;
  },
  'evidence, the seller asked': () => {
    const s = STORIES['refused, goods contested']();
    s.seller.requestIntervention();
    return s;
  },
};

const TURN_TABLE = `
                                 required-buyer  reply-buyer  buyer-done  seller-asked
R43 finish_evidence buyer        +               +            S           +
R43 finish_evidence seller       S               S            +           +
R40 submit_evidence buyer        +               +            +           +
R40 submit_evidence seller       +               +            +           +
R35 withdraw_intervention buyer  +               +            +           P
R35 withdraw_intervention seller P               P            P           +
`;

const TURNS_TAKEN = told(TURNS);

describe('whose turn it is', () => {
  it.each(rowsOf(TURN_TABLE))('R41: $command by $actor', (row) => {
    compare(row, TURNS_TAKEN);
  });
});

const RULED = STORY_NAMES.filter((name) => name.endsWith('ruled'));

describe.each(RULED)('an appeal beside the claim: %s', (name) => {
  it('R56: one a party, one at a time, decided by a supervisor who did not rule', () => {
    const s = STORIES[name]();
    s.seller.appeal();
    expect(answer(s, 'appeal', 'seller')).toBe('ALREADY_APPEALED');
    expect(answer(s, 'appeal', 'buyer')).toBe('APPEAL_PENDING');
    expect(answer(s, 'decide_appeal', 'supervisor')).toBe('accepted');
    expect(answer(s, 'decide_appeal', 'mediator')).toBe('WRONG_PARTY');
    expect(s.refusal({ role: 'supervisor', id: ACTORS.mediator.id }, 'decide_appeal')?.code).toBe(
      'CONFLICT_OF_INTEREST',
    );
  });

  it('R56: what was ruled goes on meanwhile', () => {
    const s = STORIES[name]();
    s.seller.appeal();
    const others = ROWS.filter((row) => !/appeal/.test(row.command));
    const answers = (place: Scenario) =>
      others.map(({ command, actor }) => [command, actor, answer(place, command, actor)]);
    expect(answers(s)).toEqual(answers(STANDING[name]!));
  });

  it('R56: too late at the end of the window', () => {
    const s = STORIES[name]();
    const end = s.claim.ruling!.at + 3 * 86_400_000;
    s.at(end - 1);
    expect(answer(s, 'appeal', 'buyer')).toBe('accepted');
    s.at(end);
    expect([answer(s, 'appeal', 'buyer'), answer(s, 'appeal', 'seller')]).toEqual(['WINDOW_CLOSED', 'WINDOW_CLOSED']);
  });
});
