import { type Static, Type } from 'typebox';
import { actionsOf } from '../domain/actions.ts';
import type { Actor } from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import { COMMANDS } from '../domain/process.ts';
import { REFUSAL_CODES, type Refused } from '../domain/refusals.ts';
import { type Consequence, ConsequenceView, consequencesOf, consequenceView, type Stakes } from './consequence.ts';
import { formatInstant } from './instant.ts';
import { InstantText, nullable, record } from './primitive.ts';

/** How refusals and consequences are said in the viewer's language. */
export interface Speech {
  readonly refusal: (refused: Refused) => string;
  readonly consequence: (consequence: Consequence) => string;
}

/** A command that the viewer can give now. */
export const ActionView = record(
  {
    command: Type.Enum(COMMANDS),
    mandatory: Type.Boolean({ description: 'the claim waits for this, or for another mandatory action' }),
    consequences: Type.Optional(Type.Array(ConsequenceView)),
  },
  { title: 'Action' },
);

/** R8: a command of the viewer's role that cannot be given now, and why. */
export const UnavailableView = record(
  {
    command: Type.Enum(COMMANDS),
    code: Type.Enum(REFUSAL_CODES),
    detail: Type.String(),
    rule: Type.String(),
    available_at: nullable(InstantText),
    closes_at: Type.Optional(InstantText),
  },
  { title: 'UnavailableAction' },
);

export interface Choices {
  readonly actions: Static<typeof ActionView>[];
  readonly unavailable: Static<typeof UnavailableView>[];
}

function unavailableView(command: (typeof COMMANDS)[number], refused: Refused, speech: Speech) {
  const { code, rule, availableAt, closesAt } = refused;
  return {
    command,
    code,
    detail: speech.refusal(refused),
    rule,
    available_at: availableAt === null ? null : formatInstant(availableAt),
    ...(closesAt === null ? {} : { closes_at: formatInstant(closesAt) }),
  };
}

/** What the actor can do now and what not: the answer of the rules themselves (R8). */
export function choicesOf(stakes: Stakes & { readonly line: OrderLine }, actor: Actor, speech: Speech): Choices {
  const { claim, now, rules, line } = stakes;
  const { actions, unavailable } = actionsOf(claim, { actor, now, rules, line });
  const party = actor.role === 'buyer' || actor.role === 'seller' ? actor.role : null;
  return {
    actions: actions.map(({ command, mandatory }) => {
      const consequences = party && consequencesOf(command, party, stakes);
      if (!consequences) return { command, mandatory };
      return {
        command,
        mandatory,
        consequences: consequences.map((one) => consequenceView(one, speech.consequence(one))),
      };
    }),
    unavailable: unavailable.map(({ command, refused }) => unavailableView(command, refused, speech)),
  };
}
