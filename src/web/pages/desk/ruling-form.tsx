import type { ReactNode } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { actionOf, unavailableOf, WhyNot } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { fieldOfProblem } from './problem-field.ts';
import { EMPTY_RULING, rulingBody } from './ruling-draft.ts';
import { RulingFields } from './ruling-fields.tsx';
import { RulingPreview } from './ruling-preview.tsx';

function Form({ claim }: { claim: Claim }): ReactNode {
  const { ruling: words } = useWords('mediator');
  const { form } = useWords('common');
  const draft = useDraft(`rule ${claim.id}`, EMPTY_RULING);
  const { submit, busy, problem, fieldErrors } = useCommand(claim, 'rule');
  const send = async () => {
    if (!(await submit(rulingBody(draft.value, claim)))) return;
    draft.clear();
    notify(words.submitted);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <DraftNotice draft={draft} />
      <RulingFields
        claim={claim}
        draft={draft.value}
        set={draft.set}
        errors={{ ...fieldErrors, ...fieldOfProblem(problem) }}
      />
      <RulingPreview claim={claim} draft={draft.value} />
      <ProblemAlert problem={problem} />
      <div className="row">
        <Button tone="primary" type="submit" busy={busy}>
          {busy ? form.sending : words.submit}
        </Button>
      </div>
    </form>
  );
}

/** R50: the form where the viewer may rule; where not, why. Shown while the claim is with the platform. */
export function RulingForm({ claim }: { claim: Claim }): ReactNode {
  const { ruling: words } = useWords('mediator');
  const why = unavailableOf(claim, 'rule');
  if (claim.status !== 'in_intervention' || claim.stage === 'awaiting_approval') return null;
  return (
    <section className="card" aria-labelledby="desk-ruling">
      <div className="card-head">
        <h2 id="desk-ruling" tabIndex={-1}>
          {words.title}
        </h2>
      </div>
      {actionOf(claim, 'rule') && <Form claim={claim} />}
      {why && <WhyNot reason={why} />}
    </section>
  );
}
