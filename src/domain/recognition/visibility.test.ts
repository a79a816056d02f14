import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approveExport, type ExportPermission, exportFault } from './export-permission.ts';
import { isAnnounced, type ShownTo, seesAward, type Viewer, type VisibilityFacts } from './visibility.ts';

const MINE = { recipient: { kind: 'person', personId: 'ada', teamId: 'support' } } as const;
const OURS = { recipient: { kind: 'team', teamId: 'support', people: 5 } } as const;
const viewer = (personId: string | null, teamId: string | null, managedTeamIds: readonly string[] = []): Viewer => ({
  ...{ personId, teamId, managedTeamIds },
});
const [ada, colleague, manager, stranger, service] = [
  viewer('ada', 'support'),
  viewer('bob', 'support'),
  viewer('max', 'leads', ['support']),
  viewer('zoe', 'sales'),
  viewer(null, null),
];
const facts = (shownTo: ShownTo, changes: Partial<VisibilityFacts> = {}): VisibilityFacts => ({
  ...{ choice: { shownTo, exportable: false }, isPrivateTeam: false, peopleShown: 'organisation' },
  ...changes,
});

test('what a person was recognised for is seen by others as far as that person, rule and team allow', () => {
  const seers = (known: VisibilityFacts) =>
    Object.entries({ ada, colleague, manager, stranger, service })
      .filter(([, who]) => who !== undefined && seesAward(who, MINE, known))
      .map(([name]) => name)
      .join(' ');
  // biome-ignore format: a table is read down
  const table = [
    [facts('nobody'),                                     'ada'],
    [facts('team'),                                       'ada colleague'],
    [facts('organisation'),                               'ada colleague manager stranger service'],
    [facts('organisation', { peopleShown: 'team' }),      'ada colleague'],
    [facts('organisation', { peopleShown: 'nobody' }),    'ada'],
    [facts('organisation', { isPrivateTeam: true }),      'ada'],
  ] as const;
  for (const [known, expected] of table) assert.equal(seers(known), expected);
});

test('a team’s recognition is for everybody; with private scorecards for its people and manager alone', () => {
  const closed = facts('nobody', { isPrivateTeam: true });
  const all = [ada, colleague, manager, stranger, service].flatMap((one) => (one === undefined ? [] : [one]));
  assert.deepEqual(
    all.map((who) => seesAward(who, OURS, facts('nobody'))),
    [true, true, true, true, true],
  );
  assert.deepEqual(
    all.map((who) => seesAward(who, OURS, closed)),
    [true, true, true, false, false],
  );
});

test('announced are teams without private scorecards, and people who show it to everybody', () => {
  assert.deepEqual(
    [
      isAnnounced(OURS, facts('nobody')),
      isAnnounced(OURS, facts('nobody', { isPrivateTeam: true })),
      ...(['nobody', 'team', 'organisation'] as const).map((shownTo) => isAnnounced(MINE, facts(shownTo))),
    ],
    [true, false, false, false, true],
  );
});

const DAY_MS = 86_400_000;
const PROPOSED: ExportPermission = {
  ...{ id: 'p', purpose: 'reviews of 2026', agreedWith: 'the works council, 3 March', state: 'proposed' },
  ...{ proposedBy: 'max', proposedAtMs: 0, decidedBy: null, decidedAtMs: null, reason: null },
  ...{ startsAtMs: null, endsAtMs: null },
};

test('nothing is exported to performance reviews until a second person, a month and no longer than a year allow it', () => {
  const approved = approveExport(PROPOSED, { personId: 'ada', nowMs: DAY_MS });
  const at = (days: number, of: readonly ExportPermission[]) => exportFault(of, days * DAY_MS);
  assert.match(at(40, []) ?? '', /not exported.*second person, 30 days.*each person concerned/);
  assert.match(at(40, [PROPOSED]) ?? '', /not exported/);
  assert.match(at(30, [approved]) ?? '', /Everybody is being told/);
  assert.equal(at(31, [approved]), undefined);
  assert.equal(at(395, [approved]), undefined);
  assert.match(at(396, [approved]) ?? '', /not exported/);
  assert.match(at(40, [{ ...approved, state: 'ended' }]) ?? '', /not exported/);
});
