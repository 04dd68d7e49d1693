import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/domain/time.ts';
import { explore } from '../../src/explorer/exploration.ts';
import { judge } from '../../src/explorer/judgement.ts';
import { spanInWords } from '../../src/explorer/story.ts';
import { rulesOf, swift, taobaoClassic } from '../support/policies.ts';
import { failedChecks } from './small.ts';

/** Six months of a police notice, which nobody lifts, are the longest of what can be left alone. */
const SHIPPED = [
  { policy: taobaoClassic, unattended: 280 * DAY, whole: 900 * DAY, traps: ['virtual_trap', 'silent_when_spent'] },
  { policy: swift, unattended: 150 * DAY, whole: 500 * DAY, traps: ['late_right'] },
];

describe.each(SHIPPED)('the walk over $policy.name', ({ policy, unattended, whole, traps }) => {
  const started = process.cpuUsage().user;
  const exploration = explore(rulesOf(policy));
  const judgement = judge(exploration);
  const seconds = (process.cpuUsage().user - started) / 1e6;
  const { nodes, attempts } = exploration.graph;
  const { lives } = judgement;

  it('R4: every check holds', () => {
    const ways = nodes.reduce((sum, { edges }) => sum + edges.length, 0);
    console.log(
      `${policy.name}: ${nodes.length} states, ${ways} ways between them, ${attempts} attempts, ` +
        `${seconds.toFixed(1)} s of processor time; unattended at most ${spanInWords(lives.unattended)}, ` +
        `whole life at most ${spanInWords(lives.whole?.whole ?? Number.POSITIVE_INFINITY)}`,
    );
    expect(failedChecks(judgement)).toEqual([]);
  });

  it('R4: from every state a claim ends by itself, soon enough', () => {
    expect(exploration.unattended.spans).not.toContain(null);
    expect(lives.unattended).toBeLessThan(unattended);
    expect(lives.unattendedStory.join('; ')).toContain('suspends the claim');
  });

  it('R4: the longest whole life is finite, and what makes it long is told', () => {
    expect(lives.whole?.whole).toBeLessThan(whole);
    expect(lives.whole?.plain).toBeLessThan(lives.whole?.whole ?? 0);
    expect(lives.whole?.adds.modification).toBeGreaterThan(0);
  });

  it('R33: what people will stumble over is a warning and not a failure', () => {
    expect(judgement.warnings.map(({ name }) => name)).toEqual(traps);
  });

  it('R3: whoever silence decides against could act during all of the published time', () => {
    const silences = exploration.silences.filter(({ open, published }) => open !== published);
    expect(silences).toEqual([]);
    expect(new Set(exploration.silences.map(({ then }) => then)).size).toBeGreaterThan(7);
  });
});
