import { type ReactNode, useId, useState } from 'react';
import {
  type Colleague,
  changeStaff,
  inviteStaff,
  newStaffLink,
  resetFactor,
  type StaffLink,
  signOutStaff,
} from '../../api/staff.ts';
import { type Submission, useSubmission } from '../../api/submission.ts';
import { useNames, useWords } from '../../language/words.ts';
import type { StaffRole } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';

const ROLES: readonly StaffRole[] = ['mediator', 'supervisor', 'operator'];

interface RolesFieldProps {
  readonly value: readonly StaffRole[];
  readonly onChange: (roles: readonly StaffRole[]) => void;
  readonly error?: string | undefined;
}

function RolesField({ value, onChange, error }: RolesFieldProps): ReactNode {
  const { staff: words } = useWords('identity');
  const { roles } = useNames();
  const id = useId();
  const toggle = (role: StaffRole, on: boolean) =>
    onChange(ROLES.filter((one) => (one === role ? on : value.includes(one))));
  return (
    <fieldset className="field" aria-describedby={error ? id : undefined}>
      <legend>{words.roles}</legend>
      <div className="choices">
        {ROLES.map((role) => (
          <label key={role} className="choice">
            <input
              type="checkbox"
              checked={value.includes(role)}
              onChange={(event) => toggle(role, event.target.checked)}
            />
            <span>{roles[role]}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className="wrong" id={id}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface FormProps {
  readonly title: string;
  readonly label: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly submission: Pick<Submission<never, unknown>, 'busy' | 'problem'>;
  readonly children: ReactNode;
}

function FormDialog({ title, label, onSubmit, onClose, submission, children }: FormProps): ReactNode {
  const common = useWords('common');
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <ProblemAlert problem={submission.problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={submission.busy}>
            {label}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

interface Handing {
  readonly onClose: () => void;
  readonly onLink: (name: string, link: StaffLink) => void;
}

export function InviteDialog({ onClose, onLink }: Handing): ReactNode {
  const { staff: words } = useWords('identity');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<readonly StaffRole[]>(['mediator']);
  const submission = useSubmission(inviteStaff);
  const { submit, fieldErrors } = submission;
  const send = async () => {
    const made = await submit({ name: name.trim(), email: email.trim(), roles });
    if (made) onLink(made.staff.name, made.link);
  };
  return (
    <FormDialog
      title={words.invite}
      label={words.sendInvite}
      onSubmit={() => void send()}
      onClose={onClose}
      submission={submission}
    >
      <TextField label={words.name} value={name} onChange={setName} error={fieldErrors.name} autoComplete="off" />
      <TextField
        label={words.email}
        value={email}
        onChange={setEmail}
        error={fieldErrors.email}
        type="email"
        autoComplete="off"
      />
      <RolesField value={roles} onChange={setRoles} error={fieldErrors.roles && words.rolesNeeded} />
    </FormDialog>
  );
}

interface HelpProps extends Handing {
  readonly colleague: Colleague;
}

function Help({ colleague, onLink, onClose }: HelpProps): ReactNode {
  const { staff: words } = useWords('identity');
  const link = useSubmission(newStaffLink);
  const factor = useSubmission(resetFactor);
  const out = useSubmission(signOutStaff);
  const leave = useSubmission(changeStaff);
  const { active, invited = false } = colleague;
  const say = async (done: Promise<unknown>, text: string) => {
    if ((await done) === null) return;
    notify(text);
    onClose();
  };
  const hand = async () => {
    const made = await link.submit(colleague);
    if (made) onLink(colleague.name, made);
  };
  return (
    <section className="stack" aria-label={words.more}>
      <h3>{words.more}</h3>
      <div className="row">
        {active && (
          <Button small busy={link.busy} onClick={() => void hand()}>
            {invited ? words.newInvitation : words.newLink}
          </Button>
        )}
        {colleague.second_factor && (
          <Button small busy={factor.busy} onClick={() => void say(factor.submit(colleague), words.resetFactorDone)}>
            {words.resetFactor}
          </Button>
        )}
        {active && (
          <Button small busy={out.busy} onClick={() => void say(out.submit(colleague), words.signedOut)}>
            {words.signOut}
          </Button>
        )}
        <Button
          small
          tone={active ? 'danger' : 'plain'}
          busy={leave.busy}
          onClick={() =>
            void say(leave.submit({ ...colleague, active: !active }), active ? words.deactivated : words.activated)
          }
        >
          {active ? words.deactivate : words.activate}
        </Button>
      </div>
      <ProblemAlert problem={link.problem ?? factor.problem ?? out.problem ?? leave.problem} />
    </section>
  );
}

export function EditDialog({ colleague, onClose, onLink }: HelpProps): ReactNode {
  const { staff: words } = useWords('identity');
  const [name, setName] = useState(colleague.name);
  const [roles, setRoles] = useState(colleague.roles);
  const submission = useSubmission(changeStaff);
  const { submit, fieldErrors } = submission;
  const send = async () => {
    if (!(await submit({ ...colleague, name: name.trim(), roles }))) return;
    notify(words.saved);
    onClose();
  };
  return (
    <FormDialog
      title={words.editOf(colleague.name)}
      label={words.save}
      onSubmit={() => void send()}
      onClose={onClose}
      submission={submission}
    >
      <TextField label={words.name} value={name} onChange={setName} error={fieldErrors.name} autoComplete="off" />
      <RolesField value={roles} onChange={setRoles} error={fieldErrors.roles && words.rolesNeeded} />
      <Help colleague={colleague} onClose={onClose} onLink={onLink} />
    </FormDialog>
  );
}

interface LinkDialogProps {
  readonly name: string;
  readonly link: StaffLink;
  readonly onClose: () => void;
}

export function LinkDialog({ name, link, onClose }: LinkDialogProps): ReactNode {
  const { staff: words } = useWords('identity');
  const common = useWords('common');
  const copy = async () => {
    await navigator.clipboard.writeText(link.url);
    notify(words.copied);
  };
  return (
    <Dialog title={words.linkTitle(name)} onClose={onClose}>
      <div className="stack">
        <p>{words.linkText}</p>
        <p className="staff-link">{link.url}</p>
        <p className="quiet">
          {words.linkUntil} <When at={link.expires_at} as="full" />
        </p>
        <DialogFoot>
          <Button onClick={onClose}>{common.close}</Button>
          <Button tone="primary" onClick={() => void copy()}>
            {words.copy}
          </Button>
        </DialogFoot>
      </div>
    </Dialog>
  );
}
