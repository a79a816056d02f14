const EVIDENCE_SHOWN = 3;

export const POINT_WORDS = {
  title: 'My points',
  lead: 'Where every point comes from, what would raise it, and how to say that it is wrong. Nobody else is shown this page.',
  months: 'Months',
  month: 'Month',
  none: 'You have no score yet.',
  noneWhy: 'Scores are reckoned for whole months from results that count. Until then nothing is missing.',
  score: 'This month',
  points: 'Points',
  withheld: 'withheld',
  ofHundred: 'of 100',
  shown: 'What the evidence says',
  between: (lower: string, upper: string) => `between ${lower} and ${upper}, 95 % sure`,
  outcomes: 'Outcomes that count',
  version: (version: string) => `formula ${version}`,
  parts: 'Where they come from',
  exportNote: 'Every posting of the month, one row each: they add up to the points.',
  partsNote: 'Lines add up to their part, parts to the whole',
  rule: 'Rule',
  evidence: 'Rests on',
  restsOn: (ids: readonly string[]) =>
    ids.length > EVIDENCE_SHOWN
      ? `${ids.slice(0, EVIDENCE_SHOWN).join(', ')} and ${ids.length - EVIDENCE_SHOWN} more`
      : ids.join(', '),
  ledger: 'How it came about',
  ledgerNote: 'The newest first; what is posted is never changed, only followed. Together it is your score',
  what: 'What happened',
  posted: 'When',
  formula: 'Formula',
  change: 'Change',
  noPostings: 'Nothing was posted in this month.',
  causeOf: (cause: string) =>
    cause.startsWith('run:')
      ? 'Everybody was scored'
      : cause.startsWith('event:owed')
        ? 'Carried from another month'
        : 'Something of yours changed',
  raise: 'What would raise it',
  nothingRaises: 'Nothing that is known now.',
  contest: 'Is it wrong?',
  contestNote: 'Another person answers within a fortnight',
  contestStates: { open: 'open', upheld: 'you were right', rejected: 'it stands', withdrawn: 'taken back' },
  takeBack: 'Take back',
  takeBackNote: 'Nobody answers it then. It can be asked again.',
  answeredBy: (day: string) => `answered by ${day}`,
  answer: (words: string) => `Answer: “${words}”`,
  about: 'What it is about',
  allOfIt: 'All of it',
  wrong: 'What is wrong, in your words',
  send: 'Contest',
} as const;
