import { type ReactNode, useId, useState } from 'react';
import type { Party } from '../../../domain/claim.ts';
import type { Claim, Evidence } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { type Exhibit, exhibitsOf, filesIn } from './claim-files.ts';
import { DeskThumb } from './desk-thumb.tsx';
import { useFileNames } from './file-names.ts';
import { FileViewer } from './file-viewer.tsx';
import { StaffDialog } from './staff-dialog.tsx';

/** R42: whether late evidence counts is for the mediator to say. */
function Late({ claim, evidence }: { claim: Claim; evidence: Evidence }): ReactNode {
  const { evidence: words } = useWords('mediator');
  const common = useWords('common').evidence;
  const [deciding, setDeciding] = useState(false);
  if (!evidence.late) return null;
  const outcome =
    evidence.admitted === null ? common.undecided : evidence.admitted ? common.admitted : common.notAdmitted;
  return (
    <div className="row">
      <Tag tone={evidence.admitted ? 'good' : 'warm'}>
        {common.late} · {outcome}
      </Tag>
      {evidence.admitted === null && (
        <ActionButton claim={claim} command="admit_evidence" small reason="hidden" onPress={() => setDeciding(true)}>
          {words.decide}
        </ActionButton>
      )}
      {deciding && (
        <StaffDialog
          claim={claim}
          command="admit_evidence"
          evidenceId={evidence.id}
          onClose={() => setDeciding(false)}
        />
      )}
    </div>
  );
}

interface SideProps {
  readonly claim: Claim;
  readonly party: Party;
  readonly exhibits: readonly Exhibit[];
  readonly onOpen: (file: string) => void;
}

function Side({ claim, party, exhibits, onOpen }: SideProps): ReactNode {
  const { evidence: words } = useWords('mediator');
  const { commands } = useNames();
  const nameOf = useFileNames(claim);
  const id = useId();
  const own = exhibits.filter((exhibit) => exhibit.party === party);
  return (
    <section aria-labelledby={id} className={`desk-side ${party}`}>
      <h3 id={id}>{words.of[party]}</h3>
      {own.length === 0 && <p className="quiet">{words.none}</p>}
      <ol className="stack">
        {own.map(({ key, origin, words: said, files, at, evidence }) => (
          <li key={key} className="desk-exhibit">
            <p className="quiet">
              {origin === 'evidence' ? commands.submit_evidence : words[origin]} · <When at={at} />
            </p>
            {said && <p className="desk-said">{said}</p>}
            {files.length > 0 && (
              <div className="file-row">
                {files.map((file) => (
                  <DeskThumb key={file} id={file} name={nameOf(file)} onOpen={() => onOpen(file)} />
                ))}
              </div>
            )}
            {evidence && <Late claim={claim} evidence={evidence} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What both sides have shown, beside each other; every file opens in the viewer. */
export function EvidenceBoard({ claim }: { claim: Claim }): ReactNode {
  const { evidence: words } = useWords('mediator');
  const nameOf = useFileNames(claim);
  const [open, setOpen] = useState<string | null>(null);
  const exhibits = exhibitsOf(claim);
  return (
    <section className="card" aria-labelledby="desk-evidence">
      <div className="card-head">
        <h2 id="desk-evidence" tabIndex={-1}>
          {words.title}
        </h2>
      </div>
      <div className="desk-sides">
        <Side claim={claim} party="buyer" exhibits={exhibits} onOpen={setOpen} />
        <Side claim={claim} party="seller" exhibits={exhibits} onOpen={setOpen} />
      </div>
      {open !== null && (
        <FileViewer
          claim={claim}
          files={filesIn(exhibits)}
          first={open}
          nameOf={nameOf}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}
