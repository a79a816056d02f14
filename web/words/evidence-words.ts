/** The one word of it that every page has; the others are loaded with what they stand in. */
export const EVIDENCE_TITLE = 'Evidence of this page';
