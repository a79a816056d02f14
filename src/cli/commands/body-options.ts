import { type Command, Option } from 'commander';
import { z } from 'zod';
import { ROUTES } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { kebab } from '../connection/run-operation.ts';
import type { RowOperation } from './row-nouns.ts';

/** A member of a request's body as an option takes it. */
type Member = {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'list' | 'json';
  readonly isNullable: boolean;
  readonly isNeeded: boolean;
  readonly choices: readonly string[];
  readonly description: string;
  readonly usually: unknown;
};

/** One option for each member of the operation's body, as the contract has it. */
export function addBodyOptions(command: Command, id: RowOperation, except: readonly string[] = []): Command {
  for (const member of membersOf(id).filter(({ name }) => !except.includes(name))) {
    command.addOption(new Option(`--${kebab(member.name)} <${member.kind}>`, helpOf(member)));
  }
  return command;
}

/** The body that the options say; members that were not named are left out. */
export function readBody(id: RowOperation, options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const member of membersOf(id)) {
    const text = options[member.name];
    if (typeof text === 'string') body[member.name] = memberValue(member, text);
  }
  return body;
}

function helpOf(member: Member): string {
  const parts = [member.description, member.choices.join(' | ')].filter((part) => part !== '');
  if (member.kind === 'list') parts.push('parted by commas');
  if (member.isNullable) parts.push('"none" for none');
  if (member.isNeeded) parts.push('needed');
  if (member.usually !== undefined && member.usually !== null && member.usually !== '') {
    parts.push(`usually ${JSON.stringify(member.usually)}`);
  }
  return parts.join('; ');
}

function memberValue(member: Member, text: string): unknown {
  if (member.isNullable && text === 'none') return null;
  switch (member.kind) {
    case 'text':
      return text;
    case 'number':
      return Number(text);
    case 'list':
      return text === '' ? [] : text.split(',').map((part) => part.trim());
    case 'json':
      return parseJson(member, text);
  }
}

function parseJson(member: Member, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliFailure(`--${kebab(member.name)} must be JSON, for instance {"kind":"none"}, in single quotes.`, 2);
  }
}

const JsonSchema = z.looseObject({
  type: z.string().exactOptional(),
  enum: z.array(z.unknown()).exactOptional(),
  const: z.unknown().exactOptional(),
  default: z.unknown().exactOptional(),
  description: z.string().exactOptional(),
  get anyOf() {
    return z.array(JsonSchema).exactOptional();
  },
  get items() {
    return JsonSchema.exactOptional();
  },
  get properties() {
    return z.record(z.string(), JsonSchema).exactOptional();
  },
  required: z.array(z.string()).exactOptional(),
});
type JsonSchema = z.infer<typeof JsonSchema>;

function membersOf(id: RowOperation): readonly Member[] {
  const { $defs, $ref, ...own } = z.toJSONSchema(ROUTES[id].body, { io: 'input', reused: 'inline' });
  const named = $ref === undefined ? own : $defs?.[$ref.replace('#/$defs/', '')];
  const root = JsonSchema.parse(named ?? {});
  return Object.entries(root.properties ?? {}).map(([name, schema]) => {
    const alternatives = schema.anyOf ?? [schema];
    const main = alternatives.find(({ type }) => type !== 'null') ?? schema;
    const choices = main.const === undefined ? (main.enum ?? []) : alternatives.map((one) => one.const);
    return {
      name,
      kind: kindOf(main),
      isNullable: alternatives.some(({ type }) => type === 'null'),
      isNeeded: root.required?.includes(name) === true,
      choices: choices.map(String),
      description: schema.description ?? main.description ?? '',
      usually: schema.default,
    };
  });
}

function kindOf(schema: JsonSchema): Member['kind'] {
  if (schema.type === 'string') return 'text';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  return schema.type === 'array' && schema.items?.type === 'string' ? 'list' : 'json';
}
