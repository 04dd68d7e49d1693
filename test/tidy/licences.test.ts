import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './repository.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

/** What may be part of the product: licences without a claim on the rest of it. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * Licences that ask something in return for changes to the library itself, and of what. They are used as published: the
 * files of MPL packages are unchanged, and libvips is a shared library of its own that anybody can exchange.
 */
const AS_PUBLISHED: Readonly<Record<string, RegExp>> = {
  'MPL-2.0': /^(?:exifreader|mediabunny|lightningcss(?:-[\w-]+)?)$/,
  'LGPL-3.0-or-later': /^@img\/sharp-/,
};

/** Packages whose `package.json` is silent, and what the file beside it says. */
const IN_A_FILE: Readonly<Record<string, string>> = { 'combine-errors': 'MIT', 'png-js': 'MIT' };

const FORBIDDEN = /\b(?:A?GPL)-/;

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Why a package may not be part of the product; null where it may. `(A OR B)` is as good as the better of the two. */
function objection(name: string, licence: string | undefined): string | null {
  const told = licence ?? IN_A_FILE[name];
  if (told === undefined) return `${name} has no licence`;
  const choices = told.replace(/[()]/g, '').split(' OR ');
  const isFine = (one: string) => ALLOWED.has(one) || AS_PUBLISHED[one]?.test(name) === true;
  const allowed = choices.some((choice) => choice.split(' AND ').every((one) => isFine(one.trim())));
  return allowed ? null : `${name} is under ${told}`;
}

function productionPackages(): [string, LockedPackage][] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const all = Object.entries(lock.packages).filter(([path, { dev, link }]) => path !== '' && !dev && !link);
  return all.map(([path, entry]) => [nameOf(path), entry]);
}

describe('what runs in production', () => {
  it('is under licences that allow it', () => {
    const packages = productionPackages();
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.flatMap(([name, { license }]) => objection(name, license) ?? [])).toEqual([]);
  });

  it('holds nothing under the GPL or AGPL, whatever else is allowed', () => {
    for (const [name, { license = '' }] of productionPackages()) expect(license, name).not.toMatch(FORBIDDEN);
  });

  it('comes from one registry, each piece known by its hash', () => {
    const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, { resolved?: string; integrity?: string }> };
    const loose = Object.entries(packages).filter(
      ([path, { integrity }]) => path !== '' && !integrity?.startsWith('sha512-'),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
    const hosts = new Set(
      Object.values(packages).flatMap(({ resolved }) => (resolved ? [new URL(resolved).host] : [])),
    );
    expect(hosts.size).toBeLessThanOrEqual(1);
  });

  it.each([
    ['x', 'GPL-3.0-only'],
    ['x', 'AGPL-3.0-or-later'],
    ['x', 'MIT AND GPL-2.0-only'],
    ['x', 'SSPL-1.0'],
    ['x', 'MPL-2.0'],
    ['x', undefined],
  ])('and the test objects to %s under %s', (name, licence) => {
    expect(objection(name, licence)).toContain(name);
  });

  it.each([
    ['x', '(MIT OR GPL-3.0-or-later)'],
    ['x', 'Apache-2.0 AND MIT'],
    ['mediabunny', 'MPL-2.0'],
  ])('and lets %s under %s', (name, licence) => {
    expect(objection(name, licence)).toBeNull();
  });
});
