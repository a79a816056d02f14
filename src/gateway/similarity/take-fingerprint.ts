import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import {
  type CallFingerprint,
  PROMPT_SHINGLES_MIN,
  type PromptRole,
  type PromptShape,
  QUESTION_SHINGLES_MIN,
  type TemplateTrace,
} from '../../domain/similarity/fingerprint.ts';
import { openingOf } from '../../domain/similarity/opening-of.ts';
import type { TextShape, TextShaper } from '../../domain/similarity/shape-text.ts';
import { type KeptSketch, sketchOf } from '../../domain/similarity/sketch.ts';
import type { FoundTemplate, TemplateIndex } from '../../domain/similarity/template-index.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { ReadPrompt } from './read-prompt.ts';

type Looking = { readonly shape: TextShaper; readonly templates: TemplateIndex };

/** All that is kept of what a call said, for comparing; null where nothing can be told of it. */
export function takeFingerprint(
  { shape, templates }: Looking,
  record: CallRecord,
  prompt: ReadPrompt,
): CallFingerprint | null {
  const owner = ownerOf(record);
  if (owner === null || record.useCaseId === null) return null;
  const [instructions, question] = [shape(prompt.instructions), shape(prompt.question)];
  const whole = joinedShingles(instructions, question);
  const recognised = templates.recognise(whole);
  const template = traceOf(templates, record, { whole, recognised, isCut: instructions.isCut || question.isCut });
  const own = recognised === null ? question.shingles : templates.without(recognised, question.shingles);
  const fingerprint = {
    callId: record.callId,
    owner,
    teamId: record.teamId,
    useCaseId: record.useCaseId,
    taskId: record.taskId,
    atMs: record.admittedAtMs,
    prompts: prompt.isFirst ? promptsOf(shape, instructions, prompt) : [],
    question: keptOf(own, QUESTION_SHINGLES_MIN),
    template,
  };
  const isEmpty = fingerprint.prompts.length === 0 && fingerprint.question === null && template === null;
  return isEmpty ? null : fingerprint;
}

function joinedShingles(one: TextShape, other: TextShape): Uint32Array {
  const whole = new Uint32Array(one.shingles.length + other.shingles.length);
  whole.set(one.shingles);
  whole.set(other.shingles, one.shingles.length);
  return whole;
}

function promptsOf(shape: TextShaper, instructions: TextShape, { question }: ReadPrompt): readonly PromptShape[] {
  const opening = shape(openingOf(question));
  return [promptOf('instructions', instructions), promptOf('opening', opening)].flatMap((each) => each ?? []);
}

function promptOf(role: PromptRole, { digest, shingles }: TextShape): PromptShape | null {
  const kept = keptOf(shingles, PROMPT_SHINGLES_MIN);
  return kept === null ? null : { ...kept, role, digest };
}

function keptOf(shingles: Uint32Array, shinglesMin: number): KeptSketch | null {
  if (shingles.length < shinglesMin) return null;
  const kept = sketchOf(shingles);
  return kept.shingles < shinglesMin ? null : kept;
}

type Seen = {
  readonly whole: Uint32Array;
  readonly recognised: FoundTemplate | null;
  readonly isCut: boolean;
};

/** Of a call that names a template it says how much of it is there; of a text that was cut nothing is told that may be wrong. */
function traceOf(
  templates: TemplateIndex,
  record: CallRecord,
  { whole, recognised, isCut }: Seen,
): TemplateTrace | null {
  const { templateId: assetId, templateVersion } = record;
  if (assetId === null) return recognised === null ? null : toTrace(recognised, 'unnamed');
  const version = /^[1-9]\d{0,8}$/.test(templateVersion ?? '') ? Number(templateVersion) : null;
  const named = templates.keptOf({ assetId, version }, whole);
  return named === null || (isCut && named.kept < 1) ? null : toTrace(named, 'named');
}

function toTrace({ assetId, version, kept }: FoundTemplate, use: TemplateTrace['use']): TemplateTrace {
  return { assetId, version, use, keptTenths: Math.floor(kept * 10 + 1e-9) };
}

function ownerOf({ personId, serviceAccountId }: CallRecord): KeyOwner | null {
  if (personId !== null) return { kind: 'person', personId };
  return serviceAccountId === null ? null : { kind: 'service_account', serviceAccountId };
}
