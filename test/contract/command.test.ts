import { describe, expect, it } from 'vitest';
import { COMMAND_FORMS, kebabCase } from '../../src/contract/command.ts';
import type { CommandType } from '../../src/domain/command.ts';
import { COMMANDS } from '../../src/domain/process.ts';
import { checker } from '../../src/http/check.ts';
import { GOOD_BODIES } from '../support/command-bodies.ts';

const { terms } = GOOD_BODIES.modify_terms;
const { return_address: address } = GOOD_BODIES.agree;
const { words } = GOOD_BODIES.refuse;
const ruling = GOOD_BODIES.rule;

const issuesOf = (command: CommandType, body: unknown) =>
  checker(COMMAND_FORMS[command].schema)(body).map(({ pointer, code }) => `${pointer} ${code}`);

describe('the body of', () => {
  it.each(COMMANDS)('%s passes, and makes the command', (command) => {
    expect(issuesOf(command, GOOD_BODIES[command])).toEqual([]);
    expect(COMMAND_FORMS[command].toCommand(GOOD_BODIES[command]).type).toBe(command);
  });

  it.each(COMMANDS)('%s refuses a field nobody knows', (command) => {
    expect(issuesOf(command, { ...GOOD_BODIES[command], surprise: 1 })).toEqual(['/surprise unknown_field']);
  });

  it.each(COMMANDS)('%s is no list, text or null', (command) => {
    for (const body of [[], 'words', null, 7]) expect(issuesOf(command, body)).toEqual([' type']);
  });
});

const long = (count: number) => '退'.repeat(count);

const BAD: [CommandType, object, string][] = [
  ['refuse', { reason: 'other', words: '无' }, '/words min_length'],
  ['refuse', { reason: 'other', words: long(201) }, '/words max_length'],
  ['refuse', { words }, '/reason required'],
  ['request_intervention', { words: long(2001) }, '/words max_length'],
  ['request_intervention', { words: '      ' }, '/words pattern'],
  ['modify_terms', { terms: { ...terms, amount: -1 } }, '/terms/amount minimum'],
  ['modify_terms', { terms: { ...terms, amount: 1.5 } }, '/terms/amount type'],
  ['modify_terms', { terms: { ...terms, amount: 1e15 } }, '/terms/amount maximum'],
  ['modify_terms', { terms: { ...terms, amount: '100' } }, '/terms/amount type'],
  ['modify_terms', { terms: { ...terms, remedy: 'none' } }, '/terms/remedy enum'],
  ['modify_terms', { terms: { ...terms, files: ['a', 'a'] } }, '/terms/files unique_items'],
  ['modify_terms', { terms: { ...terms, freight: 'seller' } }, '/terms/freight unknown_field'],
  ['contest_return', { words, files: Array.from({ length: 21 }, (_, n) => `f${n}`) }, '/files max_items'],
  ['rule', { ...ruling, findings: [] }, '/findings min_items'],
  ['rule', { ...ruling, rules: ['50'] }, '/rules/0 pattern'],
  ['rule', { ...ruling, fault: 'nobody' }, '/fault enum'],
  ['decide_appeal', { outcome: 'maybe', words }, '/outcome enum'],
  ['agree', { return_address: { ...address, phone: 'call me' } }, '/return_address/phone pattern'],
  ['assign', { mediator_id: 'a b' }, '/mediator_id pattern'],
];

describe('limits of a body', () => {
  it.each(BAD)('%s refuses %j: %s', (command, body, issue) => {
    expect(issuesOf(command, body)).toEqual([issue]);
  });

  it.each([
    ['refuse', { reason: 'other', words: '😀😀' }],
    ['refuse', { reason: 'other', words: '😀'.repeat(200) }],
    ['step_in', { words: '😀'.repeat(2000) }],
  ] as const)('%s counts characters, not UTF-16 units', (command, body) => {
    expect(issuesOf(command, body)).toEqual([]);
  });
});

describe('personal data', () => {
  it('leaves the command and travels beside it', () => {
    const form = COMMAND_FORMS.agree;
    expect(form.toCommand({ return_address: address })).toEqual({ type: 'agree', body: { addressGiven: true } });
    expect(form.contactOf({ return_address: address })).toEqual({ kind: 'return_address', ...address });
    expect(JSON.stringify(COMMAND_FORMS.request_call.toCommand({ phone: '139', words }))).not.toContain('139');
    expect(COMMAND_FORMS.request_call.contactOf({ phone: '139' })).toEqual({ kind: 'call', phone: '139' });
    expect(COMMAND_FORMS.agree.contactOf({})).toBeNull();
  });
});

it('commands have addresses in kebab-case', () => {
  expect(kebabCase('request_intervention')).toBe('request-intervention');
});
