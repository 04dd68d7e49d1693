import type { ReactNode } from 'react';
import type { ChecklistItem } from '../../../domain/policy.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import './checklist.css';

/** What the policy says should be shown for a reason. */
export function Checklist({ title, items }: { title: ReactNode; items: readonly ChecklistItem[] }): ReactNode {
  const { evidence: words } = useWords('buyer');
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <div className="checklist">
      <p className="checklist-title">{title}</p>
      <ul>
        {items.map(({ code, labels, required }) => (
          <li key={code}>
            <Icon name="check" size={16} />
            <span>{labels[locale]}</span>
            <Tag tone={required ? 'warm' : 'plain'}>{required ? words.required : words.optional}</Tag>
          </li>
        ))}
      </ul>
    </div>
  );
}
