import type { KeyOwner } from '../identity/key-grant.ts';
import type { KeptSketch } from './sketch.ts';

/** What stands in a call as its instructions, or at the beginning of a new conversation. */
export type PromptRole = 'instructions' | 'opening';

export type PromptShape = KeptSketch & { readonly digest: string; readonly role: PromptRole };

/** What of a template a call has in it. */
export type TemplateTrace = {
  readonly assetId: string;
  readonly version: number;
  /** Named by the call, or known by its words alone. */
  readonly use: 'named' | 'unnamed';
  /** How many tenths of the template's own words stand there, rounded down. */
  readonly keptTenths: number;
};

/** All that is kept of what one call said, for comparing: numbers under a key, no word of it. */
export type CallFingerprint = {
  readonly callId: string;
  readonly owner: KeyOwner;
  readonly teamId: string | null;
  readonly useCaseId: string;
  readonly taskId: string | null;
  readonly atMs: number;
  readonly prompts: readonly PromptShape[];
  /** What was asked, without its template's words; null: too short to tell it from others. */
  readonly question: KeptSketch | null;
  readonly template: TemplateTrace | null;
};

/** Fewer shingles tell nothing: half of all short requests are somebody else's as well. */
export const PROMPT_SHINGLES_MIN = 10;
export const QUESTION_SHINGLES_MIN = 12;
