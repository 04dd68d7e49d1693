import type { ReactNode } from 'react';
import type { Evidence } from '../api/shapes.ts';
import { useNames, useWords } from '../language/words.ts';
import { FileRow } from './file-thumb.tsx';
import { Tag } from './tag.tsx';
import { When } from './when.tsx';
import './file.css';

function LateTag({ evidence }: { evidence: Evidence }): ReactNode {
  const { evidence: words } = useWords('common');
  if (!evidence.late) return null;
  const outcome = evidence.admitted === null ? words.undecided : evidence.admitted ? words.admitted : words.notAdmitted;
  return (
    <Tag tone={evidence.admitted ? 'good' : 'warm'}>
      {words.late} · {outcome}
    </Tag>
  );
}

/** What the parties have shown; `party` for one side only. */
export function EvidenceList({
  evidence,
  party,
}: {
  evidence: readonly Evidence[];
  party?: Evidence['party'];
}): ReactNode {
  const { evidence: words } = useWords('common');
  const { roles } = useNames();
  const shown = evidence.filter((one) => party === undefined || one.party === party);
  if (shown.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <ul className="evidence">
      {shown.map((one) => (
        <li key={one.id}>
          <div className="row">
            <strong>{roles[one.party]}</strong>
            <span className="quiet">
              <When at={one.at} />
            </span>
            <LateTag evidence={one} />
          </div>
          {one.words && <p className="said">{one.words}</p>}
          <FileRow files={one.files} />
        </li>
      ))}
    </ul>
  );
}
