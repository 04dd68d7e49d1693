import type { ReactNode } from 'react';
import { newKey } from '../../api/client.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { exhibitsOf, filesIn } from './claim-files.ts';
import { DeskPick } from './desk-thumb.tsx';
import { useFileNames } from './file-names.ts';
import type { DraftFinding } from './ruling-draft.ts';
import { TemplatePicker } from './template-picker.tsx';

interface FindingProps {
  readonly claim: Claim;
  readonly finding: DraftFinding;
  readonly number: number;
  readonly error: string | undefined;
  readonly onChange: (change: Partial<DraftFinding>) => void;
  readonly onRemove: (() => void) | null;
}

function Finding({ claim, finding, number, error, onChange, onRemove }: FindingProps): ReactNode {
  const { ruling: words } = useWords('mediator');
  const nameOf = useFileNames(claim);
  const files = filesIn(exhibitsOf(claim));
  const pick = (id: string, picked: boolean) =>
    onChange({ files: picked ? [...finding.files, id] : finding.files.filter((file) => file !== id) });
  return (
    <li className="desk-finding stack">
      <TemplatePicker claim={claim} use="finding" value={finding.text} onChange={(text) => onChange({ text })} />
      <TextArea
        label={words.finding(number)}
        rows={2}
        value={finding.text}
        onChange={(text) => onChange({ text })}
        error={error}
      />
      <fieldset className="field">
        <legend>{words.cite}</legend>
        {files.length === 0 && <p className="quiet">{words.noFiles}</p>}
        <div className="desk-picks">
          {files.map((id) => (
            <DeskPick
              key={id}
              id={id}
              name={nameOf(id)}
              picked={finding.files.includes(id)}
              onPick={(picked) => pick(id, picked)}
            />
          ))}
        </div>
      </fieldset>
      {onRemove && (
        <div>
          <Button tone="quiet" small onClick={onRemove}>
            {words.removeFinding(number)}
          </Button>
        </div>
      )}
    </li>
  );
}

interface FindingsProps {
  readonly claim: Claim;
  readonly findings: readonly DraftFinding[];
  readonly onChange: (findings: readonly DraftFinding[]) => void;
  readonly errorOf: (index: number) => string | undefined;
}

/** R50: what is held to be a fact, each with the evidence it rests on, picked from what both sides have shown. */
export function FindingsEditor({ claim, findings, onChange, errorOf }: FindingsProps): ReactNode {
  const { ruling: words } = useWords('mediator');
  const change = (key: string, part: Partial<DraftFinding>) =>
    onChange(findings.map((finding) => (finding.key === key ? { ...finding, ...part } : finding)));
  return (
    <section className="stack" aria-label={words.findings}>
      <ol className="stack">
        {findings.map((finding, index) => (
          <Finding
            key={finding.key}
            claim={claim}
            finding={finding}
            number={index + 1}
            error={errorOf(index)}
            onChange={(part) => change(finding.key, part)}
            onRemove={findings.length > 1 ? () => onChange(findings.filter(({ key }) => key !== finding.key)) : null}
          />
        ))}
      </ol>
      <div>
        <Button small onClick={() => onChange([...findings, { key: newKey(), text: '', files: [] }])}>
          {words.addFinding}
        </Button>
      </div>
    </section>
  );
}
