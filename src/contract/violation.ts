import type { Validator } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import { ANY_LENGTH, EXACT_LENGTH, RESTRICTION } from './policy-values.ts';

/** One thing wrong with a document: where (a JSON Pointer), a stable code, and what the sentence of the code needs. */
export interface Violation {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A finding whose English sentence is still to be written. */
export type Finding = Omit<Violation, 'detail'>;

const LENGTH_CODES: Record<string, string> = {
  [EXACT_LENGTH]: 'exact_length',
  [ANY_LENGTH]: 'length',
  [RESTRICTION]: 'restriction',
};

/** The path of a value inside a document, as a JSON Pointer (RFC 6901). */
export function pointerOf(...path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function finding(pointer: string, code: string, params: Finding['params'] = {}): Finding[] {
  return [{ pointer, code, params }];
}

function fieldsOf(error: TLocalizedValidationError, code: string, names: readonly string[]): Finding[] {
  return names.flatMap((name) => finding(`${error.instancePath}${pointerOf(name)}`, code));
}

const snakeCase = (keyword: string) => keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What one error of the schema's check says. `boolean` is said of each field that `additionalProperties` lists. */
function findingsOf(error: TLocalizedValidationError): Finding[] {
  const at = error.instancePath;
  if (error.keyword === 'boolean') return finding(at, 'unknown_field');
  if (error.keyword === 'required') return fieldsOf(error, 'required', error.params.requiredProperties);
  if (error.keyword === 'additionalProperties') {
    return fieldsOf(error, 'unknown_field', error.params.additionalProperties);
  }
  if (error.keyword === 'type') return finding(at, 'type', { type: [error.params.type].flat().join(' | ') });
  if (error.keyword === 'enum') return finding(at, 'enum', { values: error.params.allowedValues.join(', ') });
  if (error.keyword === 'pattern') return patternFinding(at, String(error.params.pattern));
  const limit = 'limit' in error.params ? { limit: Number(error.params.limit) } : {};
  return finding(at, snakeCase(error.keyword), limit);
}

function patternFinding(at: string, pattern: string): Finding[] {
  const code = LENGTH_CODES[pattern];
  return code ? finding(at, code) : finding(at, 'pattern', { pattern });
}

const MOST_ERRORS = 100;

/** Every error of a value, at most a hundred. The library stops after eight unless told otherwise, for everybody. */
function errorsOf(validator: Validator, value: unknown): readonly TLocalizedValidationError[] {
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: MOST_ERRORS });
  try {
    return validator.Errors(value);
  } finally {
    Settings.Set({ maxErrors });
  }
}

/** What the schema finds wrong with a value: each place and code once, at most a hundred; empty when nothing is. */
export function schemaFindings(validator: Validator, value: unknown): Finding[] {
  if (validator.Check(value)) return [];
  const found = new Map<string, Finding>();
  for (const one of errorsOf(validator, value).flatMap(findingsOf)) {
    const key = `${one.code} ${one.pointer}`;
    if (!found.has(key)) found.set(key, one);
  }
  if (found.size === 0) return finding('', 'invalid');
  return [...found.values()].slice(0, MOST_ERRORS);
}
