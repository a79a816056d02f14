export const STATE_WORDS = {
  close: 'Close',
  retry: 'Try again',
  reference: 'Reference',
  more: 'Show more',
  andMore: (more: number) => `and ${more} more`,
  stale: 'This could not be brought up to date.',
  noAnswer: 'Tokenward did not answer.',
  noAnswerRemedy: 'It may be starting again, or the network is away. Nothing was changed; try again in a moment.',
  notFound: 'There is no such page.',
  notFoundRemedy: 'The address may be old. Everything that you may see is in the navigation.',
  broken: 'This failed.',
  undo: 'Undo',
  notUndone: 'It could not be undone. Open it and see how it stands.',
  forbidden: 'This is not yours to see.',
  forbiddenRoles: (roles: string) => `It takes one of these roles: ${roles}.`,
  forbiddenAsk: (names: string) => `Roles are given by ${names}.`,
  forbiddenAskNobody: 'Roles are given by administrators.',
  forbiddenInstead: 'Yours to open instead:',
  forbiddenMissing: (permission: string) => `What is missing: ${permission}`,
  brokenRemedy:
    'The network may be away, or Tokenward was renewed meanwhile. Load the page anew; if it fails again, send the words below to whoever runs Tokenward here.',
  reload: 'Load the page anew',
} as const;

export const REASON_WORDS = {
  reason: 'Why',
  onRecord: 'Goes on the record.',
  cancel: 'Cancel',
} as const;
