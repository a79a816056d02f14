import { DATA_CLASSES, type DataClass } from '../detection/data-class.ts';
import { FINDING_GROUPS } from '../detection/finding.ts';
import { both, type Expression, setHasAny, TRUE, textAmong } from './expression.ts';
import { readDoes } from './obligation-text.ts';
import type { MatrixRow } from './policy-document.ts';
import type { PolicyRule } from './policy-rule.ts';

/** A row of the matrix as a rule: the same thing as one written in Cedar. */
export function compileRow(row: MatrixRow): PolicyRule | { readonly fault: string } {
  const does = readDoes(row.does, row.why);
  if ('fault' in does) return does;
  const { id, why, instead, askAt } = row;
  return { id, why, alternative: instead, askAt, condition: conditionOf(row), ...does };
}

function conditionOf({ for: whose, when }: MatrixRow): Expression {
  const parts: (Expression | undefined)[] = [
    among('context.useCase.id', whose.useCase),
    among('context.useCase.category', whose.category),
    numberAmong('context.useCase.tier', whose.tier),
    among('context.key.lane', whose.lane),
    among('principal.teamId', whose.team),
    anyOf('principal.roles', whose.role),
    anyOf('context.useCase.allowedDataClasses', whose.allows),
    among('context.dataClass', when.dataClass),
    when.dataClassAtLeast === undefined ? undefined : among('context.dataClass', atLeast(when.dataClassAtLeast)),
    findingsAmong(when.findings),
    anyOf('context.media', when.media),
    among('resource.id', when.model),
  ];
  return parts.filter((part) => part !== undefined).reduce(both, TRUE);
}

function among(path: string, values: readonly string[] | undefined): Expression | undefined {
  return values === undefined ? undefined : textAmong(path, values);
}

function anyOf(path: string, values: readonly string[] | undefined): Expression | undefined {
  return values === undefined ? undefined : setHasAny(path, values);
}

function numberAmong(path: string, values: readonly number[] | undefined): Expression | undefined {
  if (values === undefined) return undefined;
  const items = values.map((value): Expression => ({ kind: 'literal', value }));
  return { kind: 'contains', set: { kind: 'set', items }, item: { kind: 'attribute', path } };
}

function atLeast(least: DataClass): readonly DataClass[] {
  return DATA_CLASSES.slice(DATA_CLASSES.indexOf(least));
}

const groups: ReadonlySet<string> = new Set(FINDING_GROUPS);

/** Names of groups are asked for among the groups, all others among the types. */
function findingsAmong(names: readonly string[] | undefined): Expression | undefined {
  if (names === undefined) return undefined;
  const ofGroups = names.filter((name) => groups.has(name));
  const ofTypes = names.filter((name) => !groups.has(name));
  const [left, right] = [setHasAny('context.findingGroups', ofGroups), setHasAny('context.findingTypes', ofTypes)];
  if (ofTypes.length === 0) return left;
  return ofGroups.length === 0 ? right : { kind: 'or', left, right };
}
