import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { RANGE } from './usage.ts';
import { Moment, Slug } from './wire-values.ts';

const count = z.int().min(0);

const TeamSafety = z
  .object({
    teamId: Slug,
    from: Moment,
    to: Moment,
    isTold: z.boolean().meta({ description: 'False: the team has fewer than five people, and nothing is told.' }),
    people: count.nullable(),
    actions: z
      .array(
        z.object({
          action: z.enum(['refused', 'asked', 'redacted', 'warned', 'withheld']),
          events: count.meta({
            description: 'One content of one owner is one event a day, however often it was sent.',
          }),
          eventsBefore: count.meta({ description: 'In the time of the same length before.' }),
        }),
      )
      .meta({ description: 'What protection did in calls of the team.' }),
    types: z
      .array(z.object({ type: z.string(), events: count }))
      .meta({ description: 'What was found, most often first; five types at most.' }),
  })
  .meta({ id: 'TeamSafety' });

export const TEAM_SAFETY_ROUTES = {
  readTeamSafety: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/team-safety',
    tag: 'Teams',
    scope: 'control.read',
    narrow: { team: 'teamId' },
    summary:
      'What protection did in calls of a team of five people or more, in numbers; never whose calls. Whole months that are over for who only leads it',
    query: z.strictObject({ ...RANGE, teamId: Slug }),
    answer: TeamSafety,
  },
} as const;
