import type { ClientBase } from 'pg';
import type { SimilarityRule } from '../../domain/similarity/similarity-rule.ts';
import { similarityRuleTable } from '../similarity/similarity-rows.ts';

/** What fingerprints may be taken of; null while nobody has said so, or while it is off. */
export async function loadSimilarity(client: ClientBase): Promise<SimilarityRule | null> {
  const [rule] = await similarityRuleTable.all(client);
  return rule?.mode === 'on' ? rule : null;
}
