const TYPES_SHOWN = 6;

export const RULES_WORDS = {
  title: 'My rules',
  lead: 'What you may do with which models, and what happens when something sensitive is found. These are the rules that decide, not a summary of them.',
  useCases: 'By use case',
  useCasesNote: 'Open one for its models, its data and what is refused or replaced.',
  noUseCase: 'You may use no use case yet.',
  noUseCaseWhy: 'Ask for an exception, or ask whoever administers Tokenward here.',
  tier: (tier: number) => `Tier ${tier}`,
  stopped: 'Stopped',
  means: 'Tier',
  data: 'Data',
  models: 'Models',
  templates: 'Templates',
  approvals: 'Approvals',
  content: 'Texts',
  plain: 'Otherwise',
  askAt: 'Questions',
  none: 'none',
  noModel: 'none at present',
  anyText: 'any text of your own',
  found: 'When something is found',
  types: (types: readonly string[]) => {
    const shown = types.slice(0, TYPES_SHOWN).join(', ');
    return types.length > TYPES_SHOWN ? `${shown}, and ${types.length - TYPES_SHOWN} more` : shown;
  },
  inspected: 'What is inspected',
  recorded: 'What is recorded',
  seenBy: 'Who sees it',
  version: (version: string) => `Rules of policy version ${version}.`,
  ask: (at: string) => `Questions: ${at}.`,
} as const;
