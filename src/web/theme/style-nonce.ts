import { STYLE_NONCE } from '../session/settings.ts';

/**
 * Marks every style that a script makes with the page's nonce. Ant Design marks those of its components by itself, and
 * forgets the ones it measures scroll bars with; only our own scripts run here, so all of them may.
 */
export function markStyles(): void {
  if (STYLE_NONCE === '') return;
  const create = document.createElement.bind(document);
  const createMarked = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = STYLE_NONCE;
    return element;
  };
  document.createElement = createMarked as typeof document.createElement;
}
