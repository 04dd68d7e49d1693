import type { Static } from 'typebox';
import type { Locale } from '../../locales/locale.ts';
import { fieldSentence, problemSentence, problemTitle, refusalSentence } from '../../locales/sentences.ts';
import { formatInstant } from '../contract/instant.ts';
import { PROBLEM_STATUS, type ProblemBody, problemType } from '../contract/problem.ts';
import { REFUSAL_CODES, type RefusalCode } from '../domain/refusals.ts';
import { DEFAULT_TIME_ZONE, type Problem } from './problem.ts';

/** RFC 9457, in one language. `instance` is the request's id, by which the operator finds it in the log. */
export function problemBody(problem: Problem, locale: Locale, instance: string): Static<typeof ProblemBody> {
  const { code, rule, availableAt, closesAt, errors } = problem;
  return {
    type: problemType(code),
    title: problemTitle(locale, code),
    status: PROBLEM_STATUS[code],
    detail: detailOf(problem, locale),
    code,
    instance,
    ...(rule === undefined ? {} : { rule }),
    ...(typeof availableAt === 'number' ? { available_at: formatInstant(availableAt) } : {}),
    ...(typeof closesAt === 'number' ? { closes_at: formatInstant(closesAt) } : {}),
    ...(errors === undefined ? {} : { errors: errors.map((error) => fieldError(error, locale)) }),
  };
}

function isRefusal(code: string): code is RefusalCode {
  return REFUSAL_CODES.some((refusal) => refusal === code);
}

function detailOf({ code, rule, availableAt, closesAt, params, timeZone }: Problem, locale: Locale): string {
  if (!isRefusal(code)) return problemSentence(locale, code, params);
  const refused = { code, rule: rule ?? '', availableAt: availableAt ?? null, closesAt: closesAt ?? null };
  return refusalSentence({ locale, timeZone: timeZone ?? DEFAULT_TIME_ZONE }, refused);
}

function fieldError({ pointer, code, params }: NonNullable<Problem['errors']>[number], locale: Locale) {
  return { pointer, code, detail: fieldSentence(locale, code, params) };
}
