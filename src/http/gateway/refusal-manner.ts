import type { RefusalFacts } from '../../contract/refusal-codes.ts';

/** How a kind of client is told of a refusal by policy. */
export type RefusalManner = {
  /** Beginning of the `user-agent`, in any case. */
  readonly client: string;
  readonly status: number;
  /** The code in an error of OpenAI's shape; null: that of the refusal's own row. */
  readonly code: string | null;
};

/**
 * Clients that treat a 403 badly. Measured; docs/clients says with which versions.
 *
 *   Codex         asks six times after a 403 and shows it as a lost connection; at 400 `invalid_prompt` our words, once
 *   Claude Code   says "Failed to authenticate" before a 403, and asks six times after a 400 or 422, with fewer features
 *                 each time; at 451 it shows our words, once
 */
export const REFUSAL_MANNERS: readonly RefusalManner[] = [
  { client: 'codex', status: 400, code: 'invalid_prompt' },
  { client: 'claude-cli', status: 451, code: null },
];

const POLICY_STATUS = 403;

/** The manner for this client and refusal; undefined: as the table of codes has it. Manners are for policy alone. */
export function mannerFor(
  manners: readonly RefusalManner[],
  row: RefusalFacts,
  userAgent: string | undefined,
): RefusalManner | undefined {
  if (row.status !== POLICY_STATUS || userAgent === undefined) return undefined;
  const agent = userAgent.toLowerCase();
  return manners.find(({ client }) => agent.startsWith(client.toLowerCase()));
}
