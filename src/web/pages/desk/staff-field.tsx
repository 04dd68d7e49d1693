import { type ReactNode, useId } from 'react';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { TextField } from '../../ui/field.tsx';
import { useWorkload } from './desk-data.ts';

interface StaffFieldProps {
  /** At the second level a claim is a supervisor's (R47). */
  readonly level: 1 | 2;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** Somebody of the staff: those who have claims or have ruled, with how many are open, to choose from or to type. */
export function StaffField({ level, value, onChange, error }: StaffFieldProps): ReactNode {
  const { dialogs: words, workload } = useWords('mediator');
  const { roles } = useNames();
  const id = useId();
  const { data } = useWorkload(useViewer().role === 'supervisor');
  const wanted = level === 2 ? 'supervisor' : 'mediator';
  const known = data?.staff.filter((one) => one.id !== null && (one.role ?? wanted) === wanted) ?? [];
  return (
    <>
      <TextField label={words.mediator} value={value} onChange={onChange} error={error} list={id} autoComplete="off" />
      <datalist id={id}>
        {known.map((one) => (
          <option key={one.id} value={one.id ?? ''}>
            {`${roles[wanted]} · ${workload.total} ${one.open}`}
          </option>
        ))}
      </datalist>
    </>
  );
}
