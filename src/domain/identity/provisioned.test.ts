import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Team } from './directory.ts';
import { employmentOfProvided, nameOfProvided, type ProvidedFacts, placeInTeam } from './provisioned.ts';

const team = (id: string, managerPersonId: string | null, costCentre: string | null): Team => ({
  ...{ id, name: id, managerPersonId, costCentre, status: 'active' },
});
const TEAMS: readonly Team[] = [
  team('north', 'mia', '100'),
  team('south', 'mia', '200'),
  team('east', 'ned', '300'),
  team('west', 'oda', '300'),
  { ...team('gone', 'zoe', '900'), status: 'archived' },
];

// biome-ignore format: a table is read down
const PLACES: readonly (readonly [managerId: string | null, costCentreId: string | null, teamId: string | null, expected: string])[] = [
  ['mia',  '200', 'north', 'south by manager_and_cost_centre'],
  ['ned',  null,  'north', 'east by manager'],
  ['ned',  '100', 'south', 'east by manager'],
  [null,   '100', 'south', 'north by cost_centre'],
  ['nobody', '200', 'north', 'south by cost_centre'],
  // several teams, or none
  ['mia',  null,  'east',  'east by stayed'],
  [null,   '300', 'north', 'north by stayed'],
  ['mia',  '300', 'north', 'north by stayed'],
  ['zoe',  '900', 'north', 'north by stayed'],
  [null,   null,  null,    'new by new_people_team'],
  ['mia',  null,  null,    'new by new_people_team'],
  // nobody is put into a team because they manage themselves
  ['lena', '100', 'east',  'east by stayed'],
];

test('manager and cost centre put somebody into the one team that has them, and else they stay', () => {
  for (const [managerId, costCentreId, teamId, expected] of PLACES) {
    const place = placeInTeam(TEAMS, { personId: 'lena', managerId, costCentreId, teamId, newPeopleTeamId: 'new' });
    assert.equal(`${place.teamId} by ${place.placement}`, expected);
  }
});

const NOTHING: ProvidedFacts = {
  ...{ displayName: null, formattedName: null, givenName: null, familyName: null },
  ...{ userType: null, costCentre: null, manager: null },
};

test('people are called what the provider shows, on one line, and by their user name where it shows nothing', () => {
  const named = { ...NOTHING, givenName: 'Lena', familyName: 'Kühn' };
  assert.equal(nameOfProvided(named, 'lena@x'), 'Lena Kühn');
  assert.equal(nameOfProvided({ ...named, displayName: ' Kühn,\n Lena ' }, 'lena@x'), 'Kühn, Lena');
  assert.equal(nameOfProvided({ ...NOTHING, displayName: '  ' }, 'lena@x'), 'lena@x');
});

test('a kind of user is an employment where it is one of our words', () => {
  assert.equal(employmentOfProvided({ userType: 'Contractor' }), 'contractor');
  assert.equal(employmentOfProvided({ userType: 'Guest' }), undefined);
});
