import { workflowIdOf } from '../domain/library/workflow.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { nearInWords, nearNames } from './near-names.ts';
import type { SuspensionAddress } from './suspensions.ts';

export type KnownSubject = { readonly kind: 'known'; readonly warnings: readonly string[] };

/** Whether there is such a thing; what is unknown is refused with the names that are near. */
export async function checkSubject(unit: ReadUnit, subject: SuspensionAddress): Promise<KnownSubject | ControlRefusal> {
  switch (subject.kind) {
    case 'key':
      return checkKey(unit, subject.id);
    case 'person':
      return checkRow(unit, { noun: 'person', word: 'person', id: subject.id });
    case 'use_case':
      return checkRow(unit, { noun: 'use_case', word: 'use case', id: subject.id });
    case 'model': {
      const workflowId = workflowIdOf(subject.id);
      if (workflowId !== null) return checkRow(unit, { noun: 'workflow', word: 'workflow', id: workflowId });
      return checkRow(unit, { noun: 'model', word: 'model', id: subject.id });
    }
    case 'template':
      return checkTemplate(unit, subject.id);
  }
}

const KNOWN: KnownSubject = { kind: 'known', warnings: [] };

async function checkRow(
  unit: ReadUnit,
  asked: { readonly noun: 'person' | 'use_case' | 'model' | 'workflow'; readonly word: string; readonly id: string },
): Promise<KnownSubject | ControlRefusal> {
  if ((await unit.get(asked.noun, asked.id)) !== undefined) return KNOWN;
  const known: string[] = [];
  for await (const { row } of everyRow(unit, asked.noun)) known.push(row.id);
  return unknown(asked.word, { id: asked.id, near: nearNames(asked.id, known) });
}

/** Keys have ids that nobody types: names and hints help to find the one that is meant. */
async function checkKey(unit: ReadUnit, id: string): Promise<KnownSubject | ControlRefusal> {
  if ((await unit.get('api_key', id)) !== undefined) return KNOWN;
  const words = new Map<string, string>();
  for await (const { row } of everyRow(unit, 'api_key')) {
    for (const name of [row.id, row.name, row.hint]) words.set(name, `${row.id} ("${row.name}", ${row.hint}…)`);
  }
  const near = new Set(nearNames(id, [...words.keys()]).map((name) => words.get(name) ?? name));
  const meant = near.size === 0 ? '' : ` Did you mean ${[...near].join(' or ')}?`;
  return refuseCommand('not_found', `There is no API key with the id "${clip(id)}".${meant}`);
}

/** Templates are named by use cases; one that no use case names can still come with a call, and can still be stopped. */
async function checkTemplate(unit: ReadUnit, id: string): Promise<KnownSubject> {
  const known = new Set<string>();
  for await (const { row } of everyRow(unit, 'use_case')) for (const one of row.approvedTemplateIds) known.add(one);
  if (known.has(id)) return KNOWN;
  const near = nearInWords(nearNames(id, [...known]));
  return {
    kind: 'known',
    warnings: [`No use case approves a template "${clip(id)}".${near} It is suspended all the same.`],
  };
}

function unknown(
  word: string,
  { id, near }: { readonly id: string; readonly near: readonly string[] },
): ControlRefusal {
  return refuseCommand('not_found', `There is no ${word} "${clip(id)}".${nearInWords(near)}`);
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
