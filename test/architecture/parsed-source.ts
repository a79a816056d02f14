import { parseSync } from 'oxc-parser';
import type { SourceFile } from './source-file.ts';

export interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly isTypeOnly: boolean;
}

/** A string or template literal; each `${…}` of a template reads as `$1`. */
export interface TextLiteral {
  readonly text: string;
  readonly line: number;
}

export interface Call {
  /** `Date.now`, `new Date`, `randomUUID`: the callee as written. */
  readonly callee: string;
  readonly argumentCount: number;
  readonly line: number;
}

export interface FunctionShape {
  readonly name: string;
  readonly line: number;
  readonly lineCount: number;
  /** Without the lines of named functions inside it: a factory is as long as what it does itself. */
  readonly ownLineCount: number;
  /** An unnamed function handed to a call, such as the body of a test. */
  readonly isArgument: boolean;
}

export interface ParsedSource {
  readonly imports: readonly Import[];
  readonly texts: readonly TextLiteral[];
  readonly calls: readonly Call[];
  readonly functions: readonly FunctionShape[];
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const parsed = new WeakMap<SourceFile, ParsedSource>();

/** What the laws look at, read from the syntax tree, so that a comment or a string is never mistaken for code. */
export function parseSource(file: SourceFile): ParsedSource {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const fresh = readSyntax(file);
  parsed.set(file, fresh);
  return fresh;
}

function readSyntax(file: SourceFile): ParsedSource {
  const result = parseSync(file.path, file.text);
  const [problem] = result.errors;
  if (problem !== undefined) throw new Error(`${file.path} cannot be parsed: ${problem.message}`);
  const lineAt = lineFinder(file.text);
  const found = { imports: [], texts: [], calls: [], functions: [] };
  visit({ node: result.program, parent: undefined, into: found, lineAt, holder: { namedLines: 0 } });
  return found;
}

interface Findings {
  readonly imports: Import[];
  readonly texts: TextLiteral[];
  readonly calls: Call[];
  readonly functions: FunctionShape[];
}

/** Counts, for the function that is being read, the lines of the named functions inside it. */
interface Holder {
  namedLines: number;
}

interface Visit {
  readonly holder: Holder;
  readonly node: unknown;
  readonly parent: SyntaxNode | undefined;
  readonly into: Findings;
  readonly lineAt: (offset: number) => number;
}

function visit({ node, parent, into, lineAt, holder }: Visit): void {
  if (Array.isArray(node)) {
    for (const item of node) visit({ node: item, parent, into, lineAt, holder });
    return;
  }
  if (!isSyntaxNode(node)) return;
  const isFunction = functionTypes.has(node.type);
  const inner = isFunction ? { namedLines: 0 } : holder;
  for (const [field, value] of Object.entries(node)) {
    if (field !== 'type' && typeof value === 'object')
      visit({ node: value, parent: node, into, lineAt, holder: inner });
  }
  if (!isFunction) {
    record({ node, into, lineAt });
    return;
  }
  const shape = shapeOf({ node, parent, lineAt, namedLines: inner.namedLines });
  into.functions.push(shape);
  holder.namedLines += shape.name === unnamed ? inner.namedLines : shape.lineCount;
}

const functionTypes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

const unnamed = 'unnamed function';

interface FunctionSight extends Pick<Visit, 'parent' | 'lineAt'> {
  readonly node: SyntaxNode;
  readonly namedLines: number;
}

function shapeOf({ node, parent, lineAt, namedLines }: FunctionSight): FunctionShape {
  const line = lineAt(node.start);
  const lineCount = lineAt(node.end) - line + 1;
  return {
    name: nameOf(node['id']) || nameOf(parent?.['id']) || nameOf(parent?.['key']) || unnamed,
    line,
    lineCount,
    ownLineCount: lineCount - namedLines,
    isArgument: parent?.type === 'CallExpression',
  };
}

function record({ node, into, lineAt }: Pick<Visit, 'into' | 'lineAt'> & { readonly node: SyntaxNode }): void {
  const line = lineAt(node.start);
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType': {
      const specifier = stringOf(node['source']) ?? stringOf(node['argument']);
      if (specifier !== undefined) into.imports.push({ specifier, line, isTypeOnly: isTypeOnly(node) });
      return;
    }
    case 'Literal': {
      const text = stringOf(node);
      if (text !== undefined) into.texts.push({ text, line });
      return;
    }
    case 'TemplateLiteral':
      into.texts.push({ text: templateText(node), line });
      return;
    case 'CallExpression':
    case 'NewExpression': {
      const callee = nameOf(node['callee']);
      const argumentCount = Array.isArray(node['arguments']) ? node['arguments'].length : 0;
      into.calls.push({ callee: node.type === 'NewExpression' ? `new ${callee}` : callee, argumentCount, line });
      return;
    }
  }
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType') return true;
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const specifiers = node['specifiers'];
  return (
    Array.isArray(specifiers) &&
    specifiers.length > 0 &&
    specifiers.every((item) => isSyntaxNode(item) && (item['importKind'] ?? item['exportKind']) === 'type')
  );
}

function templateText(node: SyntaxNode): string {
  const parts = Array.isArray(node['quasis']) ? node['quasis'] : [];
  return parts.map((part) => (isSyntaxNode(part) ? cookedText(part['value']) : '')).join('$1');
}

function cookedText(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('cooked' in value)) return '';
  return typeof value.cooked === 'string' ? value.cooked : '';
}

function stringOf(node: unknown): string | undefined {
  if (!isSyntaxNode(node)) return undefined;
  if (node.type === 'TSLiteralType') return stringOf(node['literal']);
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

function nameOf(node: unknown): string {
  if (!isSyntaxNode(node)) return '';
  if (node.type === 'MemberExpression') return `${nameOf(node['object'])}.${nameOf(node['property'])}`;
  return typeof node['name'] === 'string' ? node['name'] : '';
}

function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
