import { openDisclosed } from '../store/sealed-text.ts';
import { type EventsFile, isShown } from './format.ts';
import { Misfit } from './misfit.ts';
import { mapSealed } from './words.ts';

/**
 * Every text that can be read is the one that the chain holds: its key fits the commitment that stands in the event.
 * Returns how many texts are only told, without what tells how to reach the other party.
 */
export function checkWords({ events, words }: EventsFile): number {
  const left = new Map(Object.entries(words));
  let masked = 0;
  for (const entry of events) {
    if (!isShown(entry)) continue;
    mapSealed(entry.event.data, (sealed, name) => {
      const told = left.get(sealed);
      left.delete(sealed);
      if (told && 'masked' in told) masked += 1;
      else if (told && openDisclosed(sealed, told.key) === null)
        throw new Misfit(
          `event ${entry.version}: the key that is given for its ${name} does not open what the chain holds`,
        );
      return sealed;
    });
  }
  if (left.size > 0) throw new Misfit('events.json tells words that no event holds');
  return masked;
}
