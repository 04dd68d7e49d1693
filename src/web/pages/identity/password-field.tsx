import { type ReactNode, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { TextField } from '../../ui/field.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

/** For a new password: seen where somebody wants to see it, so that it need not be typed twice. */
export function NewPasswordField({ label, value, onChange, error }: PasswordFieldProps): ReactNode {
  const { link: words } = useWords('identity');
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextField
        label={label}
        hint={words.passwordHint}
        value={value}
        onChange={onChange}
        error={error}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
      />
      <label className="identity-show">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {words.show}
      </label>
    </div>
  );
}

/** For the password that somebody has. */
export function PasswordField({ label, value, onChange, error }: PasswordFieldProps): ReactNode {
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      error={error}
      type="password"
      autoComplete="current-password"
    />
  );
}
