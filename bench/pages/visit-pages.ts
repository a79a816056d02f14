import type { Browser } from 'playwright-core';
import type { ControlClient } from '../../src/client/create-control-client.ts';
import { openPage, type Session, signIn } from './browser.ts';
import { kindOf, pathsOf } from './page-kind.ts';

/** Whose pages are opened, each at one kind of work. */
export const READERS = ['sam', 'tomas', 'ines', 'ruth', 'person-401', 'person-402', 'person-403'] as const;
export type Reader = (typeof READERS)[number];

const ROLES: readonly (readonly [Reader, 'governance' | 'security' | 'finance' | 'auditor' | 'administrator'])[] = [
  ['ines', 'governance'],
  ['ruth', 'security'],
  ['person-401', 'finance'],
  ['person-402', 'auditor'],
  ['person-403', 'administrator'],
];
/** Beside what the navigation leads to. */
const MORE_PATHS = ['/outcomes/new', '/requests/new', '/account', '/device'] as const;
const WARM_OPENINGS = 1;
export type PageFigures = {
  readonly reader: Reader;
  readonly path: string;
  readonly coldMs: number;
  readonly warmMs: number;
  readonly largest: string;
  readonly shift: number;
  readonly asked: readonly string[];
};

/** Gives each reader a role and a session, by the link that an administrator makes. */
export async function signReadersIn(browser: Browser, client: ControlClient): Promise<ReadonlyMap<Reader, Session>> {
  const reach = { kind: 'organisation' } as const;
  for (const [personId, role] of ROLES)
    await client.call('grantRole', { body: { personId, role, reach, reason: 'measured' } }).catch(() => undefined);
  const sessions = new Map<Reader, Session>();
  for (const reader of READERS) {
    const { link } = await client.call('createSignInLink', { params: { id: reader } });
    sessions.set(reader, await signIn(browser, link ?? ''));
  }
  return sessions;
}

export type Visiting = {
  readonly reader: Reader;
  readonly session: Session;
  readonly address: string;
  readonly only: RegExp;
  /** Kinds of pages that were opened, by anybody; those that this reader opens are added. */
  readonly seen: Set<string>;
};

/** Home, and every page that a reader's navigation leads to and nobody has opened; of each listing the first thing that it links to. */
export async function visitPages(browser: Browser, visiting: Visiting): Promise<readonly PageFigures[]> {
  const { reader, session, address, only, seen } = visiting;
  const waiting = ['/', ...MORE_PATHS.filter((path) => !seen.has(path))];
  for (const path of waiting) seen.add(path);
  const figures: PageFigures[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const again = only.test(path) ? WARM_OPENINGS : 0;
    const openings = await openPage(browser, { session, address: address + path, again }).catch((error: unknown) => {
      console.error(`${reader} ${path}: ${String(error).split('\n')[0]}`);
      return [];
    });
    const [cold, ...warm] = openings;
    if (cold === undefined) continue;
    for (const link of pathsOf(cold.links)) {
      const kind = kindOf(link);
      if (seen.has(kind)) continue;
      seen.add(kind);
      waiting.push(link);
    }
    if (again === 0) continue;
    const warmMs = median(warm.map(({ lcpMs }) => lcpMs));
    const shift = Math.max(...openings.map((opening) => opening.shift));
    const asked = openings.flatMap((opening) => opening.asked);
    figures.push({ reader, path, coldMs: cold.lcpMs, warmMs, largest: cold.largest, shift, asked });
    console.error(`${reader} ${path}: ${cold.lcpMs.toFixed(0)} ms cold, ${warmMs.toFixed(0)} ms warm`);
  }
  return figures;
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
