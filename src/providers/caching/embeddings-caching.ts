import type { AnswerCaching } from '../../ports/dialect.ts';
import { listOrEmpty } from '../wire/json-object.ts';
import { barOfMembers, type CachedMembers } from './cache-bars.ts';
import { bodyOf } from './read-whole.ts';

const MEMBERS: CachedMembers = {
  asked: new Set(['input', 'dimensions', 'encoding_format', 'service_tier']),
  leftOut: new Set(['model', 'user']),
  kept: new Set(),
};

/** Embeddings draw no lots: the same text has the same vector. */
export const EMBEDDINGS_CACHING: AnswerCaching = {
  leftOut: MEMBERS.leftOut,
  barOf: (body) => barOfMembers(body, MEMBERS),
  isDeterministic: () => true,
  isRepeatable: ({ body }) => listOrEmpty(bodyOf(body)?.['data']).length > 0,
};
