import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { formatFull } from '../format/time.ts';
import { useLocale } from '../language/locale.ts';
import { useWords } from '../language/words.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';

interface ProblemAlertProps {
  /** Nothing is shown for null. */
  readonly problem: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, in the server's own sentence, and when it will be possible where time alone helps. */
export function ProblemAlert({ problem, onRetry }: ProblemAlertProps): ReactNode {
  const words = useWords('common');
  const locale = useLocale();
  if (!problem) return null;
  const known = problem instanceof ApiProblem ? problem : null;
  const detail = known?.code === 'OFFLINE' ? words.offlineProblem : (known?.detail ?? '');
  const when = (at: string) => formatFull(locale, Date.parse(at));
  return (
    <Alert tone="urgent" announced title={known?.title || undefined}>
      <p>{detail || words.loadFailed}</p>
      {known && known.errors.length > 0 && <p>{words.form.fix}</p>}
      {known?.availableAt && <p>{words.action.opensAt(when(known.availableAt))}</p>}
      {known?.closesAt && <p>{words.action.closesAt(when(known.closesAt))}</p>}
      {known && known.status >= 500 && known.requestId && <p className="quiet">{words.requestId(known.requestId)}</p>}
      {onRetry && (
        <div>
          <Button small onClick={onRetry}>
            {words.retry}
          </Button>
        </div>
      )}
    </Alert>
  );
}
