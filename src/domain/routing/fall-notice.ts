import { type Notice, noticeId } from '../notice/notice.ts';
import type { RouteState } from './route-state.ts';

/** What people are told of a model that a test has stepped back from; null where a person did it, or it serves. */
export function fallNotice(route: RouteState, nowMs: number): Notice | null {
  const { useCaseId, modelId, cause, reason, state, testedFromMs } = route;
  if (state === 'serving' || cause === null || cause === 'person') return null;
  // From when on it was tested tells one fall of a model from its next.
  const about = {
    kind: 'route_stepped_back',
    envelopeId: null,
    periodStartMs: testedFromMs,
    threshold: `${useCaseId}/${modelId}`,
  } as const;
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `"${useCaseId}" no longer routes to "${modelId}"`,
    words: `${reason} Calls go to the reference until a person looks at it: "tokenward routes show ${useCaseId}" has the figures, "tokenward routes resume ${useCaseId} ${modelId} --reason …" lets it go on.`,
    detail: { useCaseId, modelId, cause },
    raisedAtMs: nowMs,
  };
}
