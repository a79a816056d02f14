import type { Expression } from './expression.ts';
import { writeDoes } from './obligation-text.ts';
import type { PolicyRule } from './policy-rule.ts';

/**
 * A rule as Cedar text. `forbid` is what does not go on by itself: refused, or held until somebody says yes. `permit` lets
 * it go on with what `@does` obliges to.
 */
export function writeCedarRule(rule: PolicyRule): string {
  const annotations = [
    ['id', rule.id],
    ['does', writeDoes(rule)],
    ['why', rule.why],
    ['instead', rule.alternative ?? ''],
    ['ask_at', rule.askAt ?? ''],
  ].filter(([, value]) => value !== '');
  const effect = rule.effect === 'allow' ? 'permit' : 'forbid';
  const condition =
    rule.condition.kind === 'literal' && rule.condition.value === true ? '' : ` when {\n  ${write(rule.condition)}\n}`;
  return `${annotations.map(([name, value]) => `@${name}(${quoted(value ?? '')})`).join('\n')}\n${effect} (principal, action, resource)${condition};\n`;
}

function write(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? quoted(expression.value) : String(expression.value);
    case 'entity':
      return entityText(expression);
    case 'principal':
    case 'resource':
      return expression.kind;
    case 'attribute':
      return expression.path;
    case 'has': {
      const [variable = '', ...path] = expression.path.split('.');
      return `(${variable} has ${path.join('.')})`;
    }
    case 'set':
      return `[${expression.items.map(write).join(', ')}]`;
    case 'not':
      return `!(${write(expression.of)})`;
    case 'and':
      return `(${write(expression.left)} && ${write(expression.right)})`;
    case 'or':
      return `(${write(expression.left)} || ${write(expression.right)})`;
    case 'choice':
      return `(if ${write(expression.test)} then ${write(expression.yes)} else ${write(expression.no)})`;
    case 'equal':
      return `(${write(expression.left)} == ${write(expression.right)})`;
    case 'compare':
      return `(${write(expression.left)} ${expression.operator} ${write(expression.right)})`;
    case 'contains':
      return `${write(expression.set)}.contains(${write(expression.item)})`;
    case 'contains_all':
      return `${write(expression.set)}.containsAll(${write(expression.items)})`;
    case 'contains_any':
      return `${write(expression.set)}.containsAny(${write(expression.items)})`;
    case 'is_empty':
      return `${write(expression.set)}.isEmpty()`;
    case 'like':
      return `(${write(expression.of)} like "${expression.pattern.map(patternText).join('')}")`;
    case 'in':
      return `(${write(expression.of)} in [${expression.within.map(entityText).join(', ')}])`;
    case 'is':
      return `(${write(expression.of)} is ${expression.type})`;
  }
}

function entityText(of: { readonly type: string; readonly id: string }): string {
  return `${of.type}::${quoted(of.id)}`;
}

function patternText(part: string | null): string {
  return part === null ? '*' : quoted(part).slice(1, -1).replaceAll('*', '\\*');
}

/** Control characters and what ends a text are escaped; all else stands as it is. */
function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\\p{Cc}]/gu, (character) =>
    character === '"' || character === '\\' ? `\\${character}` : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `"${escaped}"`;
}
