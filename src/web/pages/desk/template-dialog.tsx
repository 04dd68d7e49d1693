import type { ReactNode } from 'react';
import { PLACEHOLDERS, TEMPLATE_USES } from '../../../contract/desk.ts';
import type { Template, TemplateInput } from '../../api/shapes.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSaveTemplate } from './desk-data.ts';

const LANGUAGES = [
  ['zh-CN', '简体中文'],
  ['zh-TW', '繁體中文'],
  ['en', 'English'],
] as const;

const EMPTY: TemplateInput = {
  names: { 'zh-CN': '', 'zh-TW': '', en: '' },
  words: { 'zh-CN': '', 'zh-TW': '', en: '' },
  used_for: ['message'],
};

function Placeholders(): ReactNode {
  const { templates: words } = useWords('mediator');
  return (
    <details className="desk-closed">
      <summary>{words.placeholders}</summary>
      <dl className="facts">
        {PLACEHOLDERS.map((name) => (
          <div key={name} className="desk-placeholder">
            <dt>
              <code>{`{${name}}`}</code>
            </dt>
            <dd>{words.meanings[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface UsesProps {
  readonly value: TemplateInput['used_for'];
  readonly onChange: (value: TemplateInput['used_for']) => void;
  readonly error: string | undefined;
}

function Uses({ value, onChange, error }: UsesProps): ReactNode {
  const { templates: words } = useWords('mediator');
  return (
    <fieldset className="field">
      <legend>{words.usedFor}</legend>
      <div className="row">
        {TEMPLATE_USES.map((use) => (
          <label key={use} className="desk-check">
            <input
              type="checkbox"
              checked={value.includes(use)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, use] : value.filter((other) => other !== use))
              }
            />
            <span>{words.uses[use]}</span>
          </label>
        ))}
      </div>
      {error && <p className="wrong">{error}</p>}
    </fieldset>
  );
}

/** A template in all three languages; the server says what is wrong with which. */
export function TemplateDialog({ template, onClose }: { template: Template | null; onClose: () => void }): ReactNode {
  const { templates: words } = useWords('mediator');
  const common = useWords('common');
  const locale = useLocale();
  const initial = template ? { names: template.names, words: template.words, used_for: template.used_for } : EMPTY;
  const draft = useDraft<TemplateInput>(`template ${template?.id ?? 'new'}`, initial);
  const { submit, busy, problem, fieldErrors } = useSaveTemplate(template?.id ?? null);
  const { value, set } = draft;
  const save = async () => {
    if (!(await submit(value))) return;
    draft.clear();
    notify(words.saved);
    onClose();
  };
  return (
    <Dialog title={template ? words.edit(template.names[locale]) : words.add} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <DraftNotice draft={draft} />
        <Uses value={value.used_for} onChange={(used_for) => set({ used_for })} error={fieldErrors['/used_for']} />
        <Placeholders />
        {LANGUAGES.map(([language, name]) => (
          <div key={language} className="stack" lang={language}>
            <TextField
              label={words.name(name)}
              value={value.names[language]}
              onChange={(text) => set({ names: { ...value.names, [language]: text } })}
              error={fieldErrors[`/names/${language}`]}
              autoComplete="off"
            />
            <TextArea
              label={words.words(name)}
              rows={3}
              value={value.words[language]}
              onChange={(text) => set({ words: { ...value.words, [language]: text } })}
              error={fieldErrors[`/words/${language}`]}
            />
          </div>
        ))}
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {busy ? common.form.sending : words.save}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
