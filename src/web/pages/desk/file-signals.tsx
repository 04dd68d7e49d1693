import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { ask } from '../../api/client.ts';
import { useFile, useFileDetails } from '../../api/files.ts';
import type { Claim, FileSignals } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { When } from '../../ui/when.tsx';

function useSignals(id: string, claimId: string): FileSignals | null {
  const path = `/v1/files/${encodeURIComponent(id)}/signals`;
  const { data } = useQuery({
    queryKey: ['file', id, 'signals', claimId],
    queryFn: () => ask<FileSignals>({ path, query: { claim_id: claimId } }),
  });
  return data ?? null;
}

function Original({ id }: { id: string }): ReactNode {
  const { signals: words } = useWords('mediator');
  const [wanted, setWanted] = useState(false);
  const { file } = useFile(id, '/original', wanted);
  if (!file) {
    return (
      <Button small busy={wanted} onClick={() => setWanted(true)}>
        {words.original}
      </Button>
    );
  }
  return (
    <a className="button small" href={file.url} download={file.name ?? id}>
      {words.save}
    </a>
  );
}

/** What is known of a file beside what it shows. Honest pictures carry all of it too, and the heading says so. */
export function FileSignalsPanel({ id, claim }: { id: string; claim: Claim }): ReactNode {
  const { signals: words } = useWords('mediator');
  const signals = useSignals(id, claim.id);
  const { details } = useFileDetails(id);
  if (!signals) return null;
  const { captured_live: live, taken, delivery, similar, traces } = signals;
  return (
    <section className="stack" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="quiet">{words.caution}</p>
      <ul>
        {live && (
          <li>
            {words.live(live.code)} · <When at={live.at} />
          </li>
        )}
        {taken && (
          <li>
            {words.taken} <When at={taken.at} />
            {taken.offset === null && ` (${words.noOffset})`}
            {delivery && ` · ${words.delivery[delivery.taken](Math.round(delivery.seconds / 3600))}`}
          </li>
        )}
        {similar.map((one) => (
          <li key={`${one.claim_id} ${one.file_id}`}>
            {words.similar[one.same]} <Link href={`/desk/claims/${one.claim_id}`}>{one.claim_id}</Link>
          </li>
        ))}
        {traces.map(({ kind, detail }) => (
          <li key={kind}>
            {words.traces[kind]}
            {detail && `: ${detail}`}
          </li>
        ))}
      </ul>
      {!live && !taken && similar.length === 0 && traces.length === 0 && <p>{words.none}</p>}
      {details?.original && (
        <p className="row">
          <Original id={id} />
          <span className="quiet">{words.originalWarning}</span>
        </p>
      )}
    </section>
  );
}
