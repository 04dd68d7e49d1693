import { describe, expect, it } from 'vitest';
import { type ViewerState, viewerStateOf } from '../../src/domain/actions.ts';
import type { CommandType } from '../../src/domain/command.ts';
import { canSee } from '../../src/domain/decide.ts';
import { ACTORS, type ActorName } from '../support/actors.ts';
import { STORIES, STORY_NAMES, type StoryName } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

const PARTIES: readonly CommandType[] = [
  'propose',
  'accept_proposal',
  'decline_proposal',
  'request_intervention',
  'withdraw_intervention',
  'submit_evidence',
  'finish_evidence',
  'appeal',
  'request_call',
];
const MEDIATOR: readonly CommandType[] = [
  'step_in',
  'take',
  'release',
  'require_evidence',
  'admit_evidence',
  'rule',
  'suspend',
  'resume',
  'escalate',
  'log_call',
];

/** The commands of each role, from interface.md. */
const OWN: Readonly<Partial<Record<ActorName, readonly CommandType[]>>> = {
  buyer: ['modify_terms', 'withdraw', 'ship_return', 'accept_replacement', ...PARTIES],
  seller: ['agree', 'refuse', 'confirm_return', 'contest_return', 'ship_replacement', ...PARTIES],
  mediator: MEDIATOR,
  otherMediator: MEDIATOR,
  supervisor: [...MEDIATOR, 'assign', 'approve_ruling', 'send_back_ruling', 'decide_appeal'],
  operator: [],
  marketplace: [],
};
const VIEWERS = Object.keys(OWN) as readonly ActorName[];

const STANDING = Object.fromEntries(STORY_NAMES.map((name) => [name, STORIES[name]()])) as Record<StoryName, Scenario>;

describe.each(STORY_NAMES)('what can be done: %s', (name) => {
  const s = STANDING[name];

  it.each(VIEWERS)('R8: the view of the %s lists their own commands, each once', (viewer) => {
    const { actions, unavailable } = s.actions(ACTORS[viewer]);
    const listed = [...actions, ...unavailable].map(({ command }) => command);
    expect(listed.toSorted()).toEqual([...OWN[viewer]!].toSorted());
  });

  it.each(VIEWERS)('R8: what refuses the %s is what the view says', (viewer) => {
    const { actions, unavailable } = s.actions(ACTORS[viewer]);
    const said = [
      ...actions.map(({ command }) => [command, null]),
      ...unavailable.map((no) => [no.command, no.refused]),
    ];
    const given = said.map(([command]) => [command, s.refusal(ACTORS[viewer], command as CommandType)]);
    expect(said).toEqual(given);
  });
});

describe('when time alone helps', () => {
  it('R8, R33: the buyer of virtual goods is told when asking opens and when the claim closes', () => {
    const s = scenario({ goods: 'virtual' });
    s.at('+1h').seller.refuse();
    const asking = s.actions(ACTORS.buyer).unavailable.find(({ command }) => command === 'request_intervention');
    const when = { availableAt: s.time('+72h'), closesAt: s.time('+73h') };
    expect(asking?.refused).toEqual({ code: 'VIRTUAL_WAIT', rule: 'R32', ...when });
    s.at('+72h');
    expect(s.actions(ACTORS.buyer).actions.map(({ command }) => command)).toContain('request_intervention');
  });

  const available = (s: Scenario, actor: ActorName, asked: CommandType) =>
    s.actions(ACTORS[actor]).unavailable.find(({ command }) => command === asked)?.refused;

  it('R8, R25: another proposal may be made when the open one lapses', () => {
    const s = scenario();
    s.at('+1h').seller.propose();
    const availableAt = s.time('+49h');
    expect(available(s, 'buyer', 'propose')).toMatchObject({ code: 'OPEN_PROPOSAL_EXISTS', availableAt });
    expect(s.at(availableAt - 1).buyer.refused.propose()).toMatchObject({ code: 'OPEN_PROPOSAL_EXISTS', availableAt });
    s.at(availableAt).buyer.propose();
  });

  it('R8, R48: what a suspension stops goes on when it ends', () => {
    const s = STORIES['review, suspended']();
    const availableAt = s.deadline!.at;
    expect(available(s, 'mediator', 'rule')).toMatchObject({ code: 'SUSPENDED', availableAt });
    expect(s.at(availableAt - 1).mediator.refused.rule()).toMatchObject({ code: 'SUSPENDED', availableAt });
    s.at(availableAt).mediator.rule();
  });

  it('R8, R56: the other party may appeal when the pending appeal lapses', () => {
    const s = STORIES['succeeded, ruled']();
    s.seller.appeal();
    const availableAt = s.deadline!.at;
    expect(available(s, 'buyer', 'appeal')).toMatchObject({ code: 'APPEAL_PENDING', availableAt });
    s.at(availableAt).buyer.appeal();
  });

  it('R31: nothing is promised where a new refusal is needed', () => {
    const asking = STANDING.awaiting_seller
      .actions(ACTORS.buyer)
      .unavailable.find(({ command }) => command === 'request_intervention');
    expect(asking?.refused).toMatchObject({ code: 'NOT_REFUSED', availableAt: null });
  });
});

/** Without these the running deadline decides against the viewer. */
const MANDATORY: Readonly<Partial<Record<StoryName, Partial<Record<ActorName, readonly CommandType[]>>>>> = {
  awaiting_seller: { seller: ['agree', 'refuse'] },
  refused: { buyer: ['modify_terms', 'request_intervention'] },
  'refused, goods contested': { buyer: ['modify_terms', 'request_intervention'] },
  'awaiting_return, agreed': { buyer: ['ship_return'] },
  'awaiting_return, ruled': { buyer: ['ship_return'] },
  'awaiting_inspection, agreed': { seller: ['confirm_return', 'contest_return', 'request_intervention'] },
  'awaiting_inspection, ruled': { seller: ['confirm_return'] },
  'awaiting_replacement, agreed': { seller: ['ship_replacement'] },
  'awaiting_replacement, ruled': { seller: ['ship_replacement'] },
  'required, from the seller': { seller: ['submit_evidence'] },
};

describe('what must be done', () => {
  it.each(STORY_NAMES)('R3: is marked for whom the deadline runs: %s', (name) => {
    const marked = (viewer: ActorName) =>
      STANDING[name].actions(ACTORS[viewer]).actions.flatMap(({ command, mandatory }) => (mandatory ? [command] : []));
    const expected = VIEWERS.map((viewer) => [viewer, MANDATORY[name]?.[viewer] ?? []]);
    expect(VIEWERS.map((viewer) => [viewer, marked(viewer)])).toEqual(expected);
  });
});

const STATES: Readonly<Record<string, ViewerState>> = {
  A: 'action_required',
  W: 'waiting_for_other_party',
  V: 'under_review',
  X: 'ended',
};
const SHOWN_TO = ['buyer', 'seller', 'mediator', 'otherMediator', 'supervisor', 'operator', 'marketplace'] as const;

/** For each story what it asks of `SHOWN_TO`; the mediator owns what is in intervention. */
const VIEWER_STATES: Readonly<Record<StoryName, string>> = {
  awaiting_seller: 'WAWWWWW',
  refused: 'AWWWWWW',
  'refused, goods contested': 'AWWWWWW',
  'awaiting_return, agreed': 'AWWWWWW',
  'awaiting_return, ruled': 'AWWWWWW',
  'awaiting_inspection, agreed': 'WAWWWWW',
  'awaiting_inspection, ruled': 'WAWWWWW',
  'awaiting_replacement, agreed': 'WAWWWWW',
  'awaiting_replacement, ruled': 'WAWWWWW',
  'awaiting_acceptance, agreed': 'AWWWWWW',
  'awaiting_acceptance, ruled': 'AWWWWWW',
  evidence: 'AAWWWWW',
  'evidence, suspended': 'VVVVVVV',
  'required, from the seller': 'WAWWWWW',
  'reply, the seller': 'WAWWWWW',
  review: 'VVAVVVV',
  // Whether a suspended review still asks something of its owner, no rule says.
  'review, suspended': 'VV?VVVV',
  awaiting_approval: 'VVVVAVV',
  'refunding, agreed': 'WWWWWWA',
  'refunding, ruled': 'WWWWWWA',
  'succeeded, agreed': 'XXXXXXX',
  'succeeded, ruled': 'XXXXXXX',
  'closed, withdrawn': 'XXXXXXX',
  'closed, ruled': 'XXXXXXX',
};

function shown(s: Scenario, letters: string) {
  const viewers = SHOWN_TO.filter((_, index) => letters[index] !== '?');
  return {
    told: viewers.map((viewer) => [viewer, viewerStateOf(s.claim, ACTORS[viewer])]),
    expected: [...letters].flatMap((letter, index) => (letter === '?' ? [] : [[SHOWN_TO[index], STATES[letter]]])),
  };
}

describe('what a claim asks of its viewers', () => {
  it.each(STORY_NAMES)('R8: %s', (name) => {
    const { told, expected } = shown(STANDING[name], VIEWER_STATES[name]);
    expect(told).toEqual(expected);
  });

  it.each([
    ['awaiting_return, ruled', 'AWWWAWW'],
    ['succeeded, ruled', 'VVVVAVV'],
    ['closed, ruled', 'VVVVAVV'],
  ] as const)('R56: with an appeal beside it: %s', (name, letters) => {
    const s = STORIES[name]();
    s.seller.appeal();
    const { told, expected } = shown(s, letters);
    expect(told).toEqual(expected);
  });

  it('R40: who has said "done" waits for the other', () => {
    const s = STORIES.evidence();
    s.buyer.finishEvidence();
    const { told, expected } = shown(s, 'WAWWWWW');
    expect(told).toEqual(expected);
  });

  it('R47: a review that a supervisor took asks that supervisor', () => {
    const s = STORIES.review();
    s.mediator.escalate();
    s.supervisor.take();
    expect(viewerStateOf(s.claim, ACTORS.supervisor)).toBe('action_required');
    expect(viewerStateOf(s.claim, ACTORS.otherSupervisor)).toBe('under_review');
    expect(viewerStateOf(s.claim, ACTORS.mediator)).toBe('under_review');
  });
});

describe('who sees a claim', () => {
  it('R10: its buyer, every user of its shop, staff and the marketplace', () => {
    const { claim } = STANDING.refused;
    const seeing = (Object.keys(ACTORS) as ActorName[]).filter((name) => canSee(claim, ACTORS[name]));
    expect(seeing.toSorted()).toEqual([...VIEWERS, 'colleague', 'otherSupervisor'].toSorted());
    expect(canSee(claim, { role: 'buyer', id: claim.shopId })).toBe(false);
    expect(canSee(claim, { role: 'seller', shopId: claim.buyerId, id: ACTORS.seller.id })).toBe(false);
  });
});
