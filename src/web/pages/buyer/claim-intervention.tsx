import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { formatShort } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { Alert } from '../../ui/alert.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';

function Suspended({ claim }: { claim: Claim }): ReactNode {
  const { intervention: words } = useWords('buyer');
  const { suspensionGrounds } = useNames();
  const locale = useLocale();
  const now = useServerNow(60_000);
  const { suspended } = claim;
  if (!suspended) return null;
  return (
    <Alert tone="warm" title={words.suspended(suspensionGrounds[suspended.ground])}>
      <p>{words.until(formatShort(locale, Date.parse(suspended.until), now))}</p>
    </Alert>
  );
}

/** R35–R46: who asked the platform in, how it goes on, and when it is to be decided. */
export function InterventionCard({ claim }: { claim: Claim }): ReactNode {
  const { intervention: words } = useWords('buyer');
  const { roles } = useNames();
  const { intervention } = claim;
  if (!intervention) return null;
  const { requested_by: by, ended, expected_at: expected, due_at: due, provisional } = intervention;
  return (
    <Card title={words.title} aside={ended && <Tag>{words.ended[ended]}</Tag>}>
      <div className="stack">
        <Suspended claim={claim} />
        <Facts
          rows={[
            [words.requestedBy, by === 'buyer' ? words.you : roles[by]],
            [words.requestedAt, <When key="at" at={intervention.requested_at} />],
            [words.words, intervention.words],
            [words.track, !ended && words.tracks[intervention.track]],
            [words.level, !ended && words.levels[intervention.level]],
            [words.expected, !ended && expected && <When key="expected" at={expected} />],
            [words.due, !ended && due && <When key="due" at={due} />],
          ]}
        />
        {!ended && provisional && <p className="quiet">{words.provisional}</p>}
        {!ended && intervention.overdue && <Tag tone="urgent">{words.overdue}</Tag>}
        <FileRow files={intervention.files} />
      </div>
    </Card>
  );
}
