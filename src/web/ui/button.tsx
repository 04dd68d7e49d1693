import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import './button.css';

export type Tone = 'primary' | 'plain' | 'danger' | 'quiet';

const CLASSES: Record<Tone, string> = { primary: 'primary', plain: 'plain', danger: 'danger', quiet: 'quiet-button' };

interface Look {
  readonly tone?: Tone;
  readonly small?: boolean;
  readonly wide?: boolean;
}

function classOf({ tone = 'plain', small, wide }: Look): string {
  return ['button', CLASSES[tone], small && 'small', wide && 'wide'].filter(Boolean).join(' ');
}

type ButtonProps = Look &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> & {
    /** On its way: shown, and pressing does nothing. */
    readonly busy?: boolean;
    /** Cannot be pressed, but stays in the tab order so that the reason beside it is found. */
    readonly unavailable?: boolean;
    readonly children: ReactNode;
  };

/** A button for pages without Ant Design, in the shape and size a thumb needs. */
export function Button({
  tone,
  small,
  wide,
  busy = false,
  unavailable = false,
  onClick,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ ...(tone && { tone }), ...(small && { small }), ...(wide && { wide }) })}
      aria-disabled={unavailable || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy || unavailable) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

export function LinkButton({
  href,
  children,
  ...look
}: Look & { readonly href: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link href={href} className={classOf(look)}>
      {children}
    </Link>
  );
}
