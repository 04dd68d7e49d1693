import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';
import { isDay, parseInstant } from '../contract/instant.ts';
import { snakeCase } from '../contract/wire.ts';
import { isStorable, pointerOf } from './strict-json.ts';

/** One thing that is wrong with a request's shape. `code` is the check's name, `params` what its sentence mentions. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What is wrong with a value; empty when nothing is. `thorough` lists every mistake instead of the first. */
export type Check = (value: unknown, thorough?: boolean) => readonly FieldError[];

/** No answer lists more mistakes than this. */
const MAX_ERRORS = 20;

// Nothing is coerced, filled in or taken away: what was sent is what is decided on.
const options = { strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true } as const;
const formats = {
  'date-time': (text: string) => parseInstant(text) !== null,
  date: isDay,
  uri: (text: string) => URL.canParse(text),
  // Of references only those to the same host: `/pictures/shoe.svg`.
  'uri-reference': (text: string) => URL.canParse(text) || /^\/(?:[!-.0-[\]-~][!-~]*)?$/.test(text),
};

const first = new Ajv({ ...options, formats });
/** Looks on after a mistake: how much it finds is up to the sender, so only small values are shown to it. */
const every = new Ajv({ ...options, formats, allErrors: true, verbose: true });

const checks = new WeakMap<TSchema, Check>();

/** The check of a schema, compiled once; the slower, thorough one when the first mistake is made. */
export function checker(schema: TSchema): Check {
  const known = checks.get(schema);
  if (known) return known;
  const isValid = first.compile(schema);
  let listMistakes: ValidateFunction | undefined;
  const check: Check = (value, thorough = false) => {
    if (isValid(value)) return [];
    if (!thorough) return fieldErrors(isValid.errors ?? []);
    listMistakes ??= every.compile(schema);
    listMistakes(value);
    return fieldErrors(listMistakes.errors ?? []);
  };
  checks.set(schema, check);
  return check;
}

function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const found = withoutAlternatives(errors).map(fieldError);
  const distinct = new Map(found.map((error) => [`${error.pointer} ${error.code}`, error]));
  return [...distinct.values()].slice(0, MAX_ERRORS);
}

/** Of a choice (`anyOf`), what it says as a whole is the mistake, unless an alternative got further than its type. */
function withoutAlternatives(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .reduce<readonly ErrorObject[]>((rest, choice) => {
      const inside = (error: ErrorObject) => error.schemaPath.startsWith(`${choice.schemaPath}/`);
      const gotFurther = (error: ErrorObject) => !(isAboutKind(error) && error.instancePath === choice.instancePath);
      const further = rest.filter((error) => inside(error) && gotFurther(error));
      return rest.filter((error) =>
        further.length > 0 ? error !== choice && !(inside(error) && !gotFurther(error)) : !inside(error),
      );
    }, errors);
}

function isAboutKind({ keyword }: ErrorObject): boolean {
  return keyword === 'type' || keyword === 'const' || keyword === 'enum';
}

/** The names of the checks on the wire, which speaks snake_case. */
const CODES: Readonly<Record<string, string>> = {
  additionalProperties: 'unknown_field',
  propertyNames: 'unknown_field',
  const: 'enum',
  anyOf: 'invalid',
  oneOf: 'invalid',
  not: 'invalid',
  'false schema': 'unknown_field',
};

function fieldError({ keyword, instancePath, params }: ErrorObject): FieldError {
  const name = params.missingProperty ?? params.additionalProperty ?? params.propertyName;
  return {
    pointer: name === undefined ? instancePath : `${instancePath}${pointerOf([name])}`,
    code: CODES[keyword] ?? snakeCase(keyword),
    params: plainParams(params),
  };
}

/** What the sentences call what Ajv calls otherwise. */
const NAMES: Readonly<Record<string, string>> = { allowedValues: 'values', allowedValue: 'values' };

function plainParams(params: Record<string, unknown>): Record<string, string | number> {
  const texts = Object.entries(params).map(([name, value]) => [NAMES[name] ?? snakeCase(name), textOf(value)] as const);
  return Object.fromEntries(texts.filter(([, value]) => value !== null)) as Record<string, string | number>;
}

function textOf(value: unknown): string | number | null {
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** The check of values that did not come as JSON: path and query. Their texts must be storable too. */
export function textChecker(schema: TSchema, place: 'path' | 'query'): Check {
  const check = checker(schema);
  return (value) => {
    const texts = Object.entries(value as Record<string, unknown>);
    const bad = texts.filter(([name, text]) => !isStorable(name) || (typeof text === 'string' && !isStorable(text)));
    const errors =
      bad.length > 0 ? bad.map(([name]) => ({ pointer: pointerOf([name]), code: 'invalid_text' })) : check(value, true);
    return errors.map((error) => ({ ...error, pointer: `/${place}${error.pointer}` }));
  };
}
