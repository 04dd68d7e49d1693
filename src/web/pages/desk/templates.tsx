import { type ReactNode, useState } from 'react';
import type { Template } from '../../api/shapes.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useRemoveTemplate, useTemplates } from './desk-data.ts';
import { TemplateDialog } from './template-dialog.tsx';
import './desk.css';
import './workbench.css';

function RemoveDialog({ template, onClose }: { template: Template; onClose: () => void }): ReactNode {
  const { templates: words } = useWords('mediator');
  const { cancel } = useWords('common');
  const locale = useLocale();
  const { submit, busy, problem } = useRemoveTemplate(template.id);
  const remove = async () => {
    if (!(await submit({}))) return;
    notify(words.removed);
    onClose();
  };
  return (
    <Dialog title={words.remove(template.names[locale])} onClose={onClose}>
      <div className="stack">
        <p>{words.removeSure}</p>
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{cancel}</Button>
          <Button tone="danger" busy={busy} onClick={() => void remove()}>
            {words.removeShort}
          </Button>
        </DialogFoot>
      </div>
    </Dialog>
  );
}

type Doing = { readonly what: 'edit'; readonly template: Template | null } | { what: 'remove'; template: Template };

interface RowProps {
  readonly template: Template;
  readonly mayChange: boolean;
  readonly onDo: (doing: Doing) => void;
}

function Row({ template, mayChange, onDo }: RowProps): ReactNode {
  const { templates: words } = useWords('mediator');
  const locale = useLocale();
  const name = template.names[locale];
  return (
    <Card
      title={name}
      aside={
        <span className="row">
          {template.used_for.map((use) => (
            <Tag key={use}>{words.uses[use]}</Tag>
          ))}
        </span>
      }
    >
      <div className="stack">
        <p className="desk-said">{template.words[locale]}</p>
        <div className="row">
          {mayChange && (
            <>
              <Button small aria-label={words.edit(name)} onClick={() => onDo({ what: 'edit', template })}>
                {words.editShort}
              </Button>
              <Button
                small
                tone="quiet"
                aria-label={words.remove(name)}
                onClick={() => onDo({ what: 'remove', template })}
              >
                {words.removeShort}
              </Button>
            </>
          )}
          <span className="quiet">{template.updated_by === null ? words.shipped : words.by(template.updated_by)}</span>
        </div>
      </div>
    </Card>
  );
}

/** What staff say again and again; supervisors keep it. */
export function TemplatesPage(): ReactNode {
  const { templates: words } = useWords('mediator');
  const { data, error, refetch } = useTemplates();
  const mayChange = useViewer().role === 'supervisor';
  const [doing, setDoing] = useState<Doing | null>(null);
  return (
    <div className="stack">
      <div className="desk-head">
        <h1>{words.heading}</h1>
        {mayChange && (
          <Button tone="primary" onClick={() => setDoing({ what: 'edit', template: null })}>
            {words.add}
          </Button>
        )}
      </div>
      <p className="quiet">{words.note}</p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {data?.length === 0 && <EmptyState title={words.empty} />}
      <div className="desk-templates">
        {data?.map((template) => (
          <Row key={template.id} template={template} mayChange={mayChange} onDo={setDoing} />
        ))}
      </div>
      {doing?.what === 'edit' && <TemplateDialog template={doing.template} onClose={() => setDoing(null)} />}
      {doing?.what === 'remove' && <RemoveDialog template={doing.template} onClose={() => setDoing(null)} />}
    </div>
  );
}
