/** What the pages of routing ask of whoever opens them: also of those who own a use case, about theirs. */
export const READS_ROUTING = { permission: 'control.read:catalogue', within: ['use_case'] } as const;
