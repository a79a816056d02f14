import type { Model } from '../../domain/catalog/upstream.ts';
import type { Obligation } from '../../domain/policy/policy-decision.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';
import { isMeant } from '../../domain/policy/residual-class.ts';
import type { AnswerAction } from '../../domain/usage/call-record.ts';
import type { ContentRecord } from '../../ports/content-sink.ts';
import type { InspectingGateway } from '../gateway.ts';
import type { InspectedCall, Judgement } from '../stages/inspect-request.ts';
import type { ReadRequest } from '../stages/read-request.ts';
import type { AnswerProtection } from '../stream/answer-protection.ts';
import { clampOutput } from './clamp-output.ts';
import type { KeptConversation } from './conversation-memory.ts';
import { editBody } from './edit-body.ts';
import { redactRequest } from './redact-request.ts';
import { refuseSealed, refuseUnkept } from './refuse-content.ts';

/** A call that goes on, as policy left it. */
export type CarriedOut = {
  readonly kind: 'carried_out';
  readonly request: ReadRequest;
  readonly model: Model;
  readonly protection: AnswerProtection | null;
  /** For the client: [name, value, …]. */
  readonly headers: readonly string[];
  /** Kinds of the obligations that were carried out, sorted, each once. */
  readonly kinds: readonly string[];
  /** What the next call of a conversation that its vendor keeps must know. */
  readonly conversation: KeptConversation;
  /** Whose content the answer is, where a rule says that it is kept. */
  readonly content: ContentOrigin | null;
};

export type ContentOrigin = Omit<ContentRecord, 'parts' | 'atMs'>;

const WARNING_CHARACTERS_MAX = 400;

/** Does what the decision obliges to, in the request's bytes and in what the answer will meet. */
export function carryOut(
  gateway: InspectingGateway,
  inspected: InspectedCall,
  judgement: Judgement,
): CarriedOut | Refusal {
  const { decision, conversation } = judgement;
  const { obligations } = decision;
  const model = inspected.snapshot.models.get(decision.modelId) ?? inspected.model;
  if (obligations.length === 0 && model === inspected.model && conversation.restore.size === 0)
    return goesOn(inspected, conversation);

  const kinds = new Set<string>();
  const headers: string[] = [];
  const redaction = redactRequest(judgement.findings.found, obligations.filter(isKind('redact')), judgement);
  if (redaction.sealed !== null) return refuseSealed(redaction.sealed, judgement);
  if (redaction.edits.length > 0) kinds.add('redact');
  let request = editBody(inspected.request, redaction.edits);
  for (const { tokensMax } of obligations.filter(isKind('clamp_output'))) {
    const clamp = clampOutput(request, inspected.dialect.outputLimits, tokensMax);
    if (clamp.note === null) continue;
    request = editBody(request, clamp.edits);
    const maxOutputTokens = Math.min(request.facts.maxOutputTokens ?? tokensMax, tokensMax);
    request = { ...request, facts: { ...request.facts, maxOutputTokens } };
    headers.push('tokenward-clamped', clamp.note);
    kinds.add('clamp_output');
  }
  if (model !== inspected.model) {
    headers.push('tokenward-model', plain(model.id));
    kinds.add('route_only');
  }
  const warnings = obligations.filter(isKind('warn')).map(({ sentence }) => sentence);
  if (warnings.length > 0) {
    headers.push('tokenward-warning', plain(warnings.join(' | ')));
    kinds.add('warn');
  }
  if (obligations.some(({ kind }) => kind === 'require_template')) kinds.add('require_template');
  if (obligations.some(({ kind }) => kind === 'log_content')) {
    if (!keepContent(gateway, inspected, judgement)) return refuseUnkept(judgement);
    kinds.add('log_content');
  }
  if (obligations.some(({ kind }) => kind === 'inspect_answer')) kinds.add('inspect_answer');
  const restore = merged(conversation.restore, redaction.restore);
  return {
    kind: 'carried_out',
    request,
    model,
    protection: protectAnswer(gateway, judgement, restore),
    headers,
    kinds: [...kinds].sort(),
    conversation: restore === conversation.restore ? conversation : { root: conversation.root, restore },
    content: kinds.has('log_content') ? originOf(inspected, judgement) : null,
  };
}

function goesOn({ request, model }: InspectedCall, conversation: KeptConversation): CarriedOut {
  const kind = 'carried_out';
  return { kind, request, model, protection: null, headers: [], kinds: [], conversation, content: null };
}

function isKind<K extends Obligation['kind']>(kind: K) {
  return (obligation: Obligation): obligation is Extract<Obligation, { kind: K }> => obligation.kind === kind;
}

function merged(kept: ReadonlyMap<string, string>, placed: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (kept.size === 0) return placed;
  return placed.size === 0 ? kept : new Map([...kept, ...placed]);
}

/** What the answer meets: placeholders put back, and its own findings noted, redacted or blocked. */
function protectAnswer(
  gateway: InspectingGateway,
  judgement: Judgement,
  restore: ReadonlyMap<string, string>,
): AnswerProtection | null {
  const { decision, name, rowOf, closed } = judgement;
  const inspections = decision.obligations.filter(isKind('inspect_answer'));
  const inspector = gateway.inspector();
  const keeps = decision.obligations.some(({ kind }) => kind === 'log_content');
  if ((inspections.length === 0 && restore.size === 0 && !keeps) || inspector === null) return null;
  return {
    restore,
    action: strongestOf(inspections) ?? 'none',
    actionOf: (type) => strongestOf(inspections.filter(({ of }) => isMeant(of, rowOf(type)))),
    inspector,
    name,
    closed,
    keeps,
  };
}

function strongestOf(inspections: readonly { readonly action: AnswerAction }[]): AnswerAction | null {
  return STRONGEST_FIRST.find((action) => inspections.some((each) => each.action === action)) ?? null;
}

const STRONGEST_FIRST = ['block', 'redact', 'note'] as const;

/** All texts of the request as they came, in order; false when a rule asks for it and there is nowhere to keep them. */
function keepContent(gateway: InspectingGateway, inspected: InspectedCall, judgement: Judgement): boolean {
  if (gateway.contentSink === null) return false;
  const { call, dialect, request } = inspected;
  const parts = dialect
    .readParts(request)
    .flatMap((unit) => unit.read().texts)
    .map(({ kind, text }) => ({ direction: 'request' as const, kind, text }));
  return gateway.contentSink.keep({ ...originOf(inspected, judgement), parts, atMs: call.openedAtMs });
}

function originOf({ call, grant, binding }: InspectedCall, { gathered }: Judgement): ContentOrigin {
  return {
    callId: call.callId,
    owner: grant.owner,
    useCaseId: binding.useCase.id,
    tier: binding.useCase.tier,
    dataClass: gathered.facts.dataClass,
  };
}

/** A header's value: ASCII and short. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, WARNING_CHARACTERS_MAX);
}
