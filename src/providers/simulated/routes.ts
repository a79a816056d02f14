import type { JsonObject } from '../wire/json-object.ts';
import { CHAT_FACE } from './chat-face.ts';
import type { SimulatedFace } from './face.ts';
import { MESSAGES_FACE } from './messages-face.ts';
import type { Question } from './question.ts';
import { RESPONSES_FACE } from './responses-face.ts';

export type AnsweringRoute = {
  readonly kind: 'generate' | 'embed' | 'count';
  readonly face: SimulatedFace;
};
export type Route = AnsweringRoute | { readonly kind: 'models' } | { readonly kind: 'unknown' };

/** One request, understood. */
export type Asked = {
  readonly body: JsonObject;
  readonly question: Question;
  readonly route: AnsweringRoute;
  readonly id: string;
  readonly nowMs: number;
};

/** By the end of the path, so that Azure's deployments and any prefix are understood as well. */
export function routeOf(method: string, url: string): Route {
  const path = url.split('?')[0] ?? '';
  if (method === 'GET' || method === 'HEAD') return { kind: path.endsWith('/models') ? 'models' : 'unknown' };
  if (method !== 'POST') return { kind: 'unknown' };
  if (path.endsWith('/chat/completions')) return { kind: 'generate', face: CHAT_FACE };
  if (path.endsWith('/responses')) return { kind: 'generate', face: RESPONSES_FACE };
  if (path.endsWith('/messages')) return { kind: 'generate', face: MESSAGES_FACE };
  if (path.endsWith('/embeddings')) return { kind: 'embed', face: CHAT_FACE };
  if (path.endsWith('/messages/count_tokens')) return { kind: 'count', face: MESSAGES_FACE };
  return { kind: 'unknown' };
}
