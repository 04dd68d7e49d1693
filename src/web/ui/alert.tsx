import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import type { TagTone } from './tag.tsx';
import './alert.css';

const ICONS: Record<Exclude<TagTone, 'plain'>, IconName> = {
  calm: 'info',
  warm: 'warning',
  urgent: 'warning',
  good: 'check',
};

interface AlertProps {
  readonly tone?: keyof typeof ICONS;
  readonly title?: ReactNode;
  /** Read out at once, because it is the answer to what somebody has just done. */
  readonly announced?: boolean;
  readonly children?: ReactNode;
}

export function Alert({ tone = 'calm', title, announced = false, children }: AlertProps): ReactNode {
  return (
    <div className={`alert ${tone}`} role={announced ? 'alert' : undefined}>
      <Icon name={ICONS[tone]} />
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
