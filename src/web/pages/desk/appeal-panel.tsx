import type { ReactNode } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim, ClaimEvent } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { actionOf, unavailableOf, WhyNot } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { ChoiceField, TextArea } from '../../ui/field.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { fieldOfProblem } from './problem-field.ts';
import { EMPTY_RULING, type RulingDraft, rulingBody } from './ruling-draft.ts';
import { RulingFields } from './ruling-fields.tsx';
import { RulingPreview } from './ruling-preview.tsx';

interface Filed {
  readonly words?: unknown;
  readonly files?: unknown;
}

/** What the appeal said, and what it showed that was new (R56). */
function Said({ events }: { events: readonly ClaimEvent[] }): ReactNode {
  const filed = events.findLast(({ type }) => type === 'appeal.filed')?.data as Filed | undefined;
  const files = Array.isArray(filed?.files) ? filed.files.filter((file) => typeof file === 'string') : [];
  return (
    <>
      {typeof filed?.words === 'string' && <p className="desk-said">{filed.words}</p>}
      <FileRow files={files} />
    </>
  );
}

interface Decision extends RulingDraft {
  readonly outcome: 'upheld' | 'overturned' | '';
  readonly words: string;
  readonly replacement: 'with' | 'without';
}

const EMPTY: Decision = { ...EMPTY_RULING, rules: 'R50 R56', outcome: '', words: '', replacement: 'with' };

function Form({ claim }: { claim: Claim }): ReactNode {
  const { appeal: words } = useWords('mediator');
  const { form } = useWords('common');
  const draft = useDraft(`decide_appeal ${claim.id}`, EMPTY);
  const { submit, busy, problem, fieldErrors } = useCommand(claim, 'decide_appeal');
  const { value, set } = draft;
  const mayLeaveOut = claim.appeal?.by === 'seller' && claim.ruling?.remedy !== 'none';
  const rules = value.outcome === 'overturned' && !(mayLeaveOut && value.replacement === 'without');
  const send = async () => {
    const outcome = value.outcome as 'upheld' | 'overturned';
    const body = {
      ...(outcome && { outcome }),
      words: value.words,
      ...(rules && { ruling: rulingBody(value, claim) }),
    };
    if (!(await submit(body as { outcome: 'upheld'; words: string }))) return;
    draft.clear();
    notify(words.decided);
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
      <ChoiceField
        label={words.outcome}
        choices={[
          { value: 'upheld', label: words.upheld },
          { value: 'overturned', label: words.overturned },
        ]}
        value={value.outcome === '' ? null : value.outcome}
        onChange={(outcome) => set({ outcome })}
        error={fieldErrors['/outcome']}
      />
      {value.outcome === 'overturned' && mayLeaveOut && (
        <ChoiceField
          label={words.replacement}
          choices={[
            { value: 'with', label: words.withRuling },
            { value: 'without', label: words.without },
          ]}
          value={value.replacement}
          onChange={(replacement) => set({ replacement })}
        />
      )}
      {rules && (
        <>
          <RulingFields
            claim={claim}
            draft={value}
            set={set}
            errors={{ ...fieldErrors, ...fieldOfProblem(problem) }}
            under="/ruling"
          />
          <RulingPreview claim={claim} draft={value} />
        </>
      )}
      <TextArea
        label={words.words}
        value={value.words}
        onChange={(text) => set({ words: text })}
        error={fieldErrors['/words']}
      />
      <ProblemAlert problem={problem} />
      <div>
        <Button tone="primary" type="submit" busy={busy}>
          {busy ? form.sending : words.submit}
        </Button>
      </div>
    </form>
  );
}

/** R56: the appeal, and its decision by a supervisor who had no part in the ruling. */
export function AppealPanel({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { appeal: words } = useWords('mediator');
  const { appeal } = claim;
  if (!appeal) return null;
  const why = unavailableOf(claim, 'decide_appeal');
  return (
    <Card
      title={words.by[appeal.by]}
      aside={
        <span className="row">
          <Tag tone={appeal.outcome ? 'plain' : 'warm'}>
            {appeal.outcome ? words.outcomes[appeal.outcome] : words.open}
          </Tag>
          <span className="quiet">
            <When at={appeal.at} />
          </span>
        </span>
      }
    >
      <div className="stack">
        <Said events={events} />
        {actionOf(claim, 'decide_appeal') && <Form claim={claim} />}
        {appeal.outcome === null && why && <WhyNot reason={why} />}
      </div>
    </Card>
  );
}
