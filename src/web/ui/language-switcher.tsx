import { type ReactNode, startTransition } from 'react';
import { chooseLocale, LOCALE_NAMES, LOCALES, useLocale } from '../language/locale.ts';
import { useWords } from '../language/words.ts';
import { Icon } from './icon.tsx';
import './states.css';

export function LanguageSwitcher(): ReactNode {
  const { language } = useWords('common');
  const locale = useLocale();
  return (
    <label className="language">
      <Icon name="globe" size={18} />
      <span className="unseen">{language}</span>
      <select
        value={locale}
        onChange={(event) => {
          const chosen = LOCALES.find((candidate) => candidate === event.target.value);
          // The page stays as it is until the words of the other language are there.
          if (chosen) startTransition(() => chooseLocale(chosen));
        }}
      >
        {LOCALES.map((candidate) => (
          <option key={candidate} value={candidate} lang={candidate}>
            {LOCALE_NAMES[candidate]}
          </option>
        ))}
      </select>
    </label>
  );
}
