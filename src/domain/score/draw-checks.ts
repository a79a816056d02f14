import type { Flow } from './link-people.ts';
import type { AdoptionCheck } from './score-case.ts';

export type DrawnCheck = Pick<AdoptionCheck, 'id' | 'assetId' | 'authorId' | 'adopterId' | 'taskId' | 'checkerId'>;

/** `adopter task asset`: how an adoption is named. */
export function nameAdoption(of: Pick<AdoptionCheck, 'adopterId' | 'taskId' | 'assetId'>): string {
  return JSON.stringify([of.adopterId, of.taskId, of.assetId]);
}

/**
 * Which adoptions are looked at, and by whom: of each author's the published share by lot, rounded up, less what was drawn before;
 * each by somebody drawn among those who may, but neither its author nor its adopter. Where nobody may, nothing is drawn.
 */
export function drawChecks(
  flows: readonly Flow[],
  known: { readonly known: ReadonlySet<string>; readonly able: readonly string[]; readonly sharePercent: number },
  random: () => number,
): readonly DrawnCheck[] {
  const able = known.able.toSorted();
  return [...Map.groupBy(flows, ({ authorId }) => authorId)].flatMap(([authorId, own]) => {
    const all = own.flatMap(({ adopterId, evidenceIds }) => evidenceIds.map((id) => ({ id, adopterId })));
    const open = all.filter(({ id }) => !known.known.has(id));
    const due = Math.ceil((all.length * known.sharePercent) / 100) - (all.length - open.length);
    return drawSome(open, { many: due, random }).flatMap(({ id, adopterId }): readonly DrawnCheck[] => {
      const [, taskId, assetId] = readAdoption(id);
      const checkerId = drawOther(able, { not: [authorId, adopterId], random });
      if (checkerId === undefined || taskId === undefined || assetId === undefined) return [];
      return [{ id, assetId, authorId, adopterId, taskId, checkerId }];
    });
  });
}

/** Everybody else is as likely as any other: where one is drawn who may not, it is drawn again. */
function drawOther(
  able: readonly string[],
  { not, random }: { readonly not: readonly string[]; readonly random: () => number },
): string | undefined {
  for (let turn = 0; turn < TURNS_MAX && able.length > 0; turn += 1) {
    const drawn = able[Math.min(able.length - 1, Math.floor(random() * able.length))];
    if (drawn !== undefined && !not.includes(drawn)) return drawn;
  }
  const others = able.filter((one) => !not.includes(one));
  return others[Math.min(others.length - 1, Math.floor(random() * others.length))];
}

const TURNS_MAX = 8;

function readAdoption(id: string): readonly (string | undefined)[] {
  const read: unknown = JSON.parse(id);
  return Array.isArray(read) ? read.map((one) => (typeof one === 'string' ? one : undefined)) : [];
}

function drawSome<Item>(
  items: readonly Item[],
  { many, random }: { readonly many: number; readonly random: () => number },
): readonly Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < many && left.length > 0)
    drawn.push(...left.splice(Math.min(left.length - 1, Math.floor(random() * left.length)), 1));
  return drawn;
}
