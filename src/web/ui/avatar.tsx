import type { CSSProperties, ReactNode } from 'react';
import './avatar.css';

interface AvatarProps {
  readonly name: string;
  readonly colour: string;
  readonly small?: boolean;
}

/** The first character of a name on the person's colour; the name itself stands beside it. */
export function Avatar({ name, colour, small = false }: AvatarProps): ReactNode {
  return (
    <span className={small ? 'avatar small' : 'avatar'} style={{ '--who': colour } as CSSProperties} aria-hidden="true">
      {[...name][0]}
    </span>
  );
}
