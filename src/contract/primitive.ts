import { type TObjectOptions, type TSchema, Type } from 'typebox';
import { INSTANT_PATTERN } from './instant.ts';

/** An object with exactly these fields: an unknown field is a mistake that the sender wants to hear about. */
export function record<P extends Record<string, TSchema>>(fields: P, options: TObjectOptions = {}) {
  return Type.Object(fields, { additionalProperties: false, ...options });
}

export function nullable<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()]);
}

/** A page of a list, as every endpoint that lists gives it. */
export function listOf<S extends TSchema>(item: S) {
  return record({ data: Type.Array(item, { maxItems: 100 }), next_cursor: nullable(Type.String()) });
}

/** An id that the marketplace chose: printable, without spaces. */
export const Id = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[^\\p{C}\\p{Z}]+$',
  description: 'Printable, without spaces',
});

/** Text that a database and a screen can hold: 1 to `maxLength` characters, not only spaces. */
export function text(maxLength: number, minLength = 1) {
  return Type.String({ minLength, maxLength, pattern: '\\S' });
}

/** What somebody says in their own words; characters are Unicode code points. */
export const Words = text(2000, 2);

/** Minor units of the order's currency (R5). */
/** What somebody asks for: never nothing. */
export const AskedAmount = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: 'Minor units' });
export const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'Minor units' });

export const InstantText = Type.String({
  format: 'date-time',
  pattern: INSTANT_PATTERN,
  maxLength: 35,
  examples: ['2026-05-01T02:03:04Z'],
});

export const Day = Type.String({ format: 'date', maxLength: 10, examples: ['2026-10-01'] });

/** Ids of uploaded files. */
export const FileIds = Type.Array(Id, { maxItems: 20, uniqueItems: true });

export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  maxLength: 3,
  description: 'ISO 4217',
  examples: ['CNY'],
});

/** A code from the policy's own lists, which the rules check. */
export const Code = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 64 });

export const Empty = record({});
