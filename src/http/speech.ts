import type { Locale } from '../../locales/locale.ts';
import { consequenceSentence, refusalSentence } from '../../locales/sentences.ts';
import type { Speech } from '../contract/choice.ts';

/** Refusals and consequences in the caller's language, their instants on the clocks of the policy's time zone. */
export function speechOf(locale: Locale, timeZone: string): Speech {
  const speaker = { locale, timeZone };
  return {
    refusal: (refused) => refusalSentence(speaker, refused),
    consequence: (consequence) => consequenceSentence(speaker, consequence),
  };
}
