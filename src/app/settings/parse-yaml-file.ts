import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { issueInWords } from '../../contract/parse-wire.ts';
import { remedyOf } from './configuration-remedy.ts';

export type ParsedYaml<Value> =
  | {
      readonly kind: 'parsed';
      readonly value: Value;
      /** Where a part of the file stands, as `file:line:column`; where it is missing, its nearest parent. */
      readonly placeOf: (path: readonly string[]) => string;
      /** The line of a part, from 1. */
      readonly lineOf: (path: readonly string[]) => number;
    }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

const FAULTS_SHOWN_MAX = 50;
const ALIASES_MAX = 100;

/** Reads the file; every fault is one line `file:line:column  what → remedy`, in the order of the file. */
export function parseYamlFile<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): ParsedYaml<z.output<Schema>> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, strict: true, version: '1.2' });
  const place = (offset: number): string => {
    const { line, col } = counter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    const lines = document.errors.map(
      (error) => `${place(error.pos[0])}  ${firstLine(error.message)} → mend the YAML here`,
    );
    return { kind: 'faults', lines: lines.slice(0, FAULTS_SHOWN_MAX) };
  }
  const value = unfold(document);
  if (value === undefined)
    return { kind: 'faults', lines: [`${file}:1:1  the aliases unfold into too much → write the repeated parts out`] };
  const parsed = schema.safeParse(value, { error: issueInWords });
  if (parsed.success) {
    const placeOf = (path: readonly string[]): string => place(offsetOfValue(document, path));
    const lineOf = (path: readonly string[]): number => counter.linePos(offsetOfValue(document, path)).line;
    return { kind: 'parsed', value: parsed.data, placeOf, lineOf };
  }
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, document, schema));
  faults.sort((a, b) => a.offset - b.offset);
  return {
    kind: 'faults',
    lines: faults.slice(0, FAULTS_SHOWN_MAX).map((fault) => `${place(fault.offset)}  ${fault.what} → ${fault.remedy}`),
  };
}

/** The document as plain data; undefined when its aliases would unfold into a bomb. */
function unfold(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX }) ?? {};
  } catch {
    return undefined;
  }
}

type Fault = { readonly offset: number; readonly what: string; readonly remedy: string };

function faultsOf(issue: z.core.$ZodIssue, document: Document, schema: z.ZodType): readonly Fault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      offset: offsetOfKey(document, path, key),
      what: `${[...path, key].join('.')} is not a member that Tokenward knows`,
      remedy: remedyOf(issue, { path, key, schema }),
    }));
  }
  const name = path.length === 0 ? 'the file' : path.join('.');
  return [
    {
      offset: offsetOfValue(document, path),
      what: `${name} ${issue.message}`,
      remedy: remedyOf(issue, { path, key: undefined, schema }),
    },
  ];
}

/** Where a value stands; where it is missing, its nearest parent. */
function offsetOfValue(document: Document, path: readonly string[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length).map(keyOf), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function offsetOfKey(document: Document, path: readonly string[], key: string): number {
  const parent: unknown = path.length === 0 ? document.contents : document.getIn(path.map(keyOf), true);
  if (typeof parent !== 'object' || parent === null || !('items' in parent) || !Array.isArray(parent.items)) return 0;
  for (const pair of parent.items) {
    const node: unknown = pair.key;
    if (isNode(node) && String(node) === key && node.range) return node.range[0];
  }
  return offsetOfValue(document, path);
}

/** A step of digits leads into a list, any other into a map. */
function keyOf(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
