import { type ReactNode, useId } from 'react';
import type { CommandType } from '../../domain/command.ts';
import type { Action, Claim, Unavailable } from '../api/shapes.ts';
import { formatFull, formatSpan } from '../format/time.ts';
import { useLocale } from '../language/locale.ts';
import { useNames, useWords } from '../language/words.ts';
import { useServerNow } from '../session/server-clock.ts';
import { Button, type Tone } from './button.tsx';
import { Icon } from './icon.tsx';
import './action-button.css';

type Choices = Pick<Claim, 'actions' | 'unavailable'>;

/** The command as the server offers it to the viewer; undefined where it does not. */
export function actionOf({ actions }: Choices, command: CommandType): Action | undefined {
  return actions.find((action) => action.command === command);
}

export function unavailableOf({ unavailable }: Choices, command: CommandType): Unavailable | undefined {
  return unavailable.find((entry) => entry.command === command);
}

/** R8: why a command cannot be given now, and when it can. */
export function WhyNot({ reason, id }: { reason: Unavailable; id?: string }): ReactNode {
  const { action: words } = useWords('common');
  const locale = useLocale();
  const now = useServerNow(1000);
  const opens = reason.available_at === null ? null : Date.parse(reason.available_at);
  return (
    <p className="action-why" id={id}>
      <Icon name={opens === null ? 'info' : 'clock'} size={16} />
      <span>
        {reason.detail}
        {opens !== null && opens > now && (
          <span className="action-opens" title={formatFull(locale, opens)}>
            {' '}
            {words.opensIn(formatSpan(locale, opens - now, 2))}
          </span>
        )}
      </span>
    </p>
  );
}

interface ActionButtonProps {
  readonly claim: Choices;
  readonly command: CommandType;
  readonly onPress: () => void;
  readonly tone?: Tone;
  readonly wide?: boolean;
  readonly small?: boolean;
  readonly busy?: boolean;
  /** `beside` shows the reason under a greyed button; `hidden` keeps it for screen readers and the pointer. */
  readonly reason?: 'beside' | 'hidden';
  /** Where the marketplace's people know the command by another name. */
  readonly children?: ReactNode;
}

/**
 * A command as a button. The server says whether it can be pressed; where not, it is greyed, can still be reached by
 * keyboard, and says why and when it opens. Where the command is none of the viewer's, nothing is shown.
 */
export function ActionButton({
  claim,
  command,
  onPress,
  reason = 'beside',
  children,
  ...look
}: ActionButtonProps): ReactNode {
  const id = useId();
  const { commands } = useNames();
  const why = unavailableOf(claim, command);
  if (!why && !actionOf(claim, command)) return null;
  return (
    <div className="action">
      <Button
        {...look}
        unavailable={why !== undefined}
        onClick={onPress}
        aria-describedby={why ? id : undefined}
        title={why && reason === 'hidden' ? why.detail : undefined}
      >
        {why && <Icon name="lock" size={16} />}
        {children ?? commands[command]}
      </Button>
      {why &&
        (reason === 'beside' ? (
          <WhyNot reason={why} id={id} />
        ) : (
          <span className="unseen" id={id}>
            {why.detail}
          </span>
        ))}
    </div>
  );
}
