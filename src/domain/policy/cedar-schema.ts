import { FACT_ATTRIBUTES, type FactAttribute } from './fact-attributes.ts';

/** The schema against which rules in Cedar are checked: made from the table of facts. */
export function cedarSchema(): string {
  const principal = recordText('principal');
  return [
    'entity Team;',
    'entity Role;',
    `entity Person in [Team, Role] ${principal};`,
    `entity ServiceAccount in [Team, Role] ${principal};`,
    `entity Model ${recordText('resource')};`,
    'action "call" appliesTo {',
    '  principal: [Person, ServiceAccount],',
    '  resource: [Model],',
    `  context: ${recordText('context')}`,
    '};',
  ].join('\n');
}

/** A record whose every member is optional is optional itself, and its members are there with it. */
function recordText(prefix: string): string {
  const members = new Map<string, FactAttribute[]>();
  for (const attribute of FACT_ATTRIBUTES) {
    if (!attribute.path.startsWith(`${prefix}.`)) continue;
    const name = attribute.path.slice(prefix.length + 1).split('.')[0] ?? '';
    members.set(name, [...(members.get(name) ?? []), attribute]);
  }
  const lines = [...members].map(([name, attributes]) => memberText(`${prefix}.${name}`, name, attributes));
  return `{ ${lines.join(', ')} }`;
}

function memberText(path: string, name: string, attributes: readonly FactAttribute[]): string {
  const [own] = attributes;
  if (own !== undefined && own.path === path) return `"${name}"${own.isOptional ? '?' : ''}: ${own.type}`;
  const isOptional = attributes.every((attribute) => attribute.isOptional);
  const inner = attributes.map(
    (attribute) =>
      `"${attribute.path.slice(path.length + 1)}"${attribute.isOptional && !isOptional ? '?' : ''}: ${attribute.type}`,
  );
  return `"${name}"${isOptional ? '?' : ''}: { ${inner.join(', ')} }`;
}
