import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { enableShortcuts, useShortcutsEnabled } from './shortcuts.ts';

interface ShortcutHelpProps {
  readonly rows: readonly (readonly [keys: string, does: string])[];
  readonly onClose: () => void;
}

/** Which keys do what here, and the way to turn them off. */
export function ShortcutHelp({ rows, onClose }: ShortcutHelpProps): ReactNode {
  const { keys: words } = useWords('mediator');
  const on = useShortcutsEnabled();
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="stack">
        <dl className="desk-keys">
          {rows.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                {keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label className="desk-check">
          <input type="checkbox" checked={on} onChange={(event) => enableShortcuts(event.target.checked)} />
          <span>
            {words.on} <small className="quiet">{words.onNote}</small>
          </span>
        </label>
      </div>
    </Dialog>
  );
}
