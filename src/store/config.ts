import type { Notices } from '../domain/calendar.ts';
import type { Policy, Rules } from '../domain/policy.ts';
import type { Day, Instant } from '../domain/time.ts';
import { type Queryable, query, statement } from './database.ts';

/** One day of a year's notice: `off` for a holiday, otherwise a make-up day on which people work (R45). */
export interface CalendarDay {
  readonly date: Day;
  readonly off: boolean;
  readonly name: string;
}

export interface CalendarYear {
  readonly region: string;
  readonly year: number;
  readonly days: readonly CalendarDay[];
}

export interface PolicyName {
  readonly name: string;
  readonly version: number;
}

/** Policies and calendars as they stood at one epoch, kept in the process. */
export interface ConfigCache {
  /** The epoch of what is held; 0 before anything was read. */
  readonly epoch: () => number;
  /**
   * Reads everything again if the database is at a later epoch. Inside a transaction it is given that connection, for
   * another may not be free.
   */
  readonly reachEpoch: (epoch: number, db?: Queryable) => Promise<void>;
  /** What a claim is decided by: the policy version it was opened under (R7), the calendar as it is known today. */
  readonly rulesOf: (policy: PolicyName) => Rules;
  /** What a claim opened at this instant is decided by; null before the first policy takes effect. */
  readonly rulesAt: (now: Instant) => Rules | null;
  /** What is known of every region in which a policy counts working days. */
  readonly regions: () => readonly RegionCalendar[];
}

/** A region's years as they are known: from the library, and from what was put. */
export interface RegionCalendar {
  readonly region: string;
  readonly timeZone: string;
  readonly notices: Notices;
  readonly putYears: readonly number[];
}

interface Config {
  readonly epoch: number;
  readonly policies: readonly Policy[];
  readonly years: readonly CalendarYear[];
}

const SELECT_CONFIG = statement(
  'config',
  `select epoch,
          (select coalesce(jsonb_agg(document), '[]') from policy) as policies,
          (select coalesce(jsonb_agg(jsonb_build_object('region', region, 'year', year, 'days', days)), '[]')
             from calendar_year) as years
     from config_epoch`,
);

async function readConfig(db: Queryable): Promise<Config> {
  const [config] = await query<Config>(db, SELECT_CONFIG);
  if (!config) throw new Error('the database has no config_epoch');
  return config;
}

const yearOf = (day: Day) => Number(day.slice(0, 4));

/** What a library knows with the stored years on top: a stored notice replaces the library's for its year. */
export function mergeNotices(library: Notices, stored: readonly Omit<CalendarYear, 'region'>[]): Notices {
  const replaced = new Set(stored.map(({ year }) => year));
  const kept = (days: ReadonlySet<Day>) => [...days].filter((day) => !replaced.has(yearOf(day)));
  const days = stored.flatMap((year) => year.days);
  const told = (off: boolean) => days.filter((day) => day.off === off).map(({ date }) => date);
  const contradicted = new Set(days.map(({ date }) => date));
  const spared = (set: ReadonlySet<Day>) => kept(set).filter((day) => !contradicted.has(day));
  return {
    years: new Set([...library.years, ...replaced]),
    off: new Set([...spared(library.off), ...told(true)]),
    makeUp: new Set([...spared(library.makeUp), ...told(false)]),
    names: new Map([...(library.names ?? []), ...days.map(({ date, name }) => [date, name] as const)]),
  };
}

const keyOf = ({ name, version }: PolicyName) => `${version} ${name}`;

function rulesByPolicy({ policies, years }: Config, libraryNotices: (region: string) => Notices): Map<string, Rules> {
  const notices = new Map<string, Notices>();
  for (const region of new Set(policies.map((policy) => policy.region))) {
    notices.set(
      region,
      mergeNotices(
        libraryNotices(region),
        years.filter((year) => year.region === region),
      ),
    );
  }
  return new Map(
    policies.map((policy) => {
      const { region, time_zone: timeZone, working_days: workingDays } = policy;
      const calendar = { timeZone, workingDays, notices: notices.get(region) ?? libraryNotices(region) };
      return [keyOf(policy), { policy, calendar }];
    }),
  );
}

function regionsOf(rules: Iterable<Rules>, years: readonly CalendarYear[]): RegionCalendar[] {
  const byRegion = Map.groupBy(rules, ({ policy }) => policy.region);
  return [...byRegion].flatMap(([region, [first]]) => {
    if (!first) return [];
    const putYears = years.filter((year) => year.region === region).map(({ year }) => year);
    return [{ region, timeZone: first.calendar.timeZone, notices: first.calendar.notices, putYears }];
  });
}

/** Of all policies in effect, the one that took effect last; of several at once the highest version. */
function newestAt(rules: Iterable<Rules>, now: Instant): Rules | null {
  const effective = [...rules].filter(({ policy }) => Date.parse(policy.effective_from) <= now);
  const [newest] = effective.sort(
    (a, b) =>
      Date.parse(b.policy.effective_from) - Date.parse(a.policy.effective_from) ||
      b.policy.version - a.policy.version ||
      (a.policy.name < b.policy.name ? -1 : 1),
  );
  return newest ?? null;
}

/** `libraryNotices` says what is known of a region without stored years. */
export function createConfigCache(db: Queryable, libraryNotices: (region: string) => Notices): ConfigCache {
  let epoch = 0;
  let rules = new Map<string, Rules>();
  let regions: readonly RegionCalendar[] = [];
  let reading: Promise<void> | null = null;
  const read = async (through: Queryable) => {
    const config = await readConfig(through);
    if (config.epoch < epoch) return;
    rules = rulesByPolicy(config, libraryNotices);
    regions = regionsOf(rules.values(), config.years);
    epoch = config.epoch;
  };
  return {
    epoch: () => epoch,
    reachEpoch: async (wanted, own) => {
      if (epoch >= wanted) return;
      if (own) return read(own);
      // A reading that was under way may have begun before the epoch changed.
      for (let turn = 0; epoch < wanted && turn < 2; turn += 1) {
        reading ??= read(db).finally(() => {
          reading = null;
        });
        await reading;
      }
    },
    rulesOf: (policy) => {
      const found = rules.get(keyOf(policy));
      if (!found) throw new Error(`policy ${policy.name} ${policy.version} is not stored`);
      return found;
    },
    rulesAt: (now) => newestAt(rules.values(), now),
    regions: () => regions,
  };
}
