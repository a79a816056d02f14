import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import { NOT_INSPECTED } from '../../domain/usage/not-inspected.ts';

type NullMembers<Members> = {
  readonly [Member in keyof Members as null extends Members[Member] ? Member : never]: null;
};

/** What is null is left out of a line, which is a third of the bytes that are written, hashed and sent. */
const UNSPOKEN: NullMembers<AdmittedCall> = {
  keyId: null,
  personId: null,
  serviceAccountId: null,
  teamId: null,
  projectId: null,
  costCentre: null,
  lane: null,
  useCaseId: null,
  useCaseSource: null,
  tier: null,
  purpose: null,
  outputDestination: null,
  templateId: null,
  templateVersion: null,
  workItem: null,
  branch: null,
  sessionId: null,
  taskId: null,
  taskSource: null,
  conversationHash: null,
  face: null,
  requestedModel: null,
  modelId: null,
  upstreamId: null,
  upstreamModel: null,
  routeReason: null,
  approverId: null,
  dataClass: null,
  declaredDataClass: null,
  findingsDigest: null,
  shadowDecision: null,
  repeatOf: null,
  templateApproved: null,
  heldNanodollars: null,
  clampedMaxOutputTokens: null,
  holds: null,
  budgetWaitMs: null,
  difficulty: null,
  shadowOf: null,
  maxOutputTokens: null,
  clientName: null,
  traceId: null,
};

/** The admission that a line says, with what it left out, or did not know of when it was written. */
export function wholeAdmission(line: AdmittedCall): AdmittedCall {
  return { ...NOT_INSPECTED, ...UNSPOKEN, ...line };
}
