import { counted } from '../figures/counts.ts';

export const HOME_WORDS = {
  title: (name: string) => `Good to see you, ${name.split(/\s+/)[0] ?? name}`,
  lead: 'What Tokenward knows of you, what your work costs, and what waits for an answer.',
  last30: 'Last 30 days',
  recorded: 'What is recorded about me?',
  recordLink: 'My record',
  calls: 'Calls',
  refused: (calls: number) => (calls === 0 ? 'none refused' : `${calls} refused`),
  looked: 'Looks at texts of mine',
  lookedNote: 'each with a reason that I see',
  kinds: (kinds: readonly string[]) =>
    kinds.length === 0 ? 'Nothing was stored about you in this time.' : `Stored: ${kinds.join(', ')}.`,
  costs: 'What do my tasks cost?',
  spent: 'My tasks',
  overTasks: (tasks: number) => counted(tasks, ['task', 'tasks']),
  others: 'The same by others',
  unknown: 'not known',
  comparedNote: (tasks: number) =>
    tasks === 0 ? 'too few tasks alike to compare' : `medians of ${counted(tasks, ['task', 'tasks'])} alike`,
  waiting: 'What waits?',
  waitingNote: 'Decisions of mine, and answers that I wait for',
  yourAnswer: 'your answer',
  othersAnswer: 'asked',
  nothingWaits: 'Nothing waits.',
  nothingWaitsWhy: 'Exceptions and calls that need a person to say yes stand here.',
  budgets: 'What may I still spend?',
  budgetsNote: 'Envelopes that my calls fall into',
  used: (tenths: number) => (tenths === 0 ? 'not used yet' : `up to ${tenths * 10} % used`),
} as const;
