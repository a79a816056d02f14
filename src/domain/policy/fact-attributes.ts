import { DATA_CLASSES, type DataClass } from '../detection/data-class.ts';
import type { PolicyFacts } from './policy-facts.ts';

export type FactValue = boolean | number | string | readonly string[];

/** One attribute that rules can ask about. */
export type FactAttribute = {
  /** From a variable of Cedar: `principal.teamId`, `context.useCase.tier`. */
  readonly path: string;
  readonly type: 'Bool' | 'Long' | 'String' | 'Set<String>';
  readonly isOptional: boolean;
  /** Undefined: this call has it not. */
  readonly read: (facts: PolicyFacts) => FactValue | undefined;
  readonly meaning: string;
};

// biome-ignore format: a table is read down
export const FACT_ATTRIBUTES: readonly FactAttribute[] = [
  always('principal.id',            'String',      (of) => of.caller.id,                        'id of the person or service account behind the key'),
  always('principal.teamId',        'String',      (of) => of.caller.teamId,                    'id of the team that the key belongs to'),
  always('principal.roles',         'Set<String>', (of) => of.caller.roles,                     'roles of the person; none for a service account'),
  mayBe('principal.region',         'String',      (of) => of.caller.region ?? undefined,       'region of the person'),
  mayBe('principal.employment',     'String',      (of) => of.caller.employment ?? undefined,   'employee, contractor or partner'),
  always('resource.id',             'String',      (of) => of.model.id,                         'id of the model'),
  always('resource.vendor',         'String',      (of) => of.model.vendor,                     'who makes the model'),
  mayBe('resource.region',          'String',      (of) => of.model.region ?? undefined,        'region in which the vendor works on what it is sent'),
  always('resource.retention',      'String',      (of) => of.model.retention,                  'how long the vendor keeps it: none, limited, unlimited, unknown'),
  always('resource.dataClassMax',   'String',      (of) => of.model.dataClassMax,               'class up to which the model is cleared'),
  always('resource.dataClassMaxLevel', 'Long',     (of) => levelOf(of.model.dataClassMax),      'the same as a number, 0 (public) to 3 (restricted)'),
  always('context.key.id',          'String',      (of) => of.key.id,                           'id of the API key'),
  always('context.key.lane',        'String',      (of) => of.key.lane,                         'exploration or production'),
  mayBe('context.key.projectId',    'String',      (of) => of.key.projectId ?? undefined,       'id of the project of the key'),
  always('context.useCase.id',      'String',      (of) => of.useCase.id,                       'id of the use case'),
  always('context.useCase.category', 'String',     (of) => of.useCase.category,                 'category of the use case'),
  always('context.useCase.tier',    'Long',        (of) => of.useCase.tier,                     '1 self-service, 2 managed, 3 constrained'),
  always('context.useCase.allowedDataClasses', 'Set<String>', (of) => of.useCase.allowedDataClasses, 'classes that the use case allows'),
  mayBe('context.template.id',      'String',      (of) => of.template?.id,                     'id of the template that the call names'),
  mayBe('context.template.approved', 'Bool',       (of) => of.template?.approved,               'whether the use case lists that template'),
  always('context.dataClass',       'String',      (of) => of.dataClass,                        'class of the call: public, internal, confidential, restricted'),
  always('context.dataClassLevel',  'Long',        (of) => levelOf(of.dataClass),               'the same as a number, 0 to 3'),
  always('context.baseClass',       'String',      (of) => of.baseClass,                        'class of the call without its findings'),
  always('context.baseClassLevel',  'Long',        (of) => levelOf(of.baseClass),               'the same as a number, 0 to 3'),
  always('context.findingTypes',    'Set<String>', (of) => of.findings.map(({ type }) => type), 'types of what was found'),
  always('context.findingGroups',   'Set<String>', groupsOf,                                    'groups of what was found'),
  always('context.media',           'Set<String>', (of) => of.media,                            'image, audio, file'),
  always('context.time.hour',       'Long',        (of) => of.time.hour,                        '0 to 23, where the organisation is'),
  always('context.time.weekday',    'Long',        (of) => of.time.weekday,                     '1 (Monday) to 7'),
  always('context.exceptionIds',    'Set<String>', (of) => of.exceptionIds,                     'exceptions and approvals that are in force'),
];

const byPath: ReadonlyMap<string, FactAttribute> = new Map(FACT_ATTRIBUTES.map((row) => [row.path, row]));

export function factAttribute(path: string): FactAttribute | undefined {
  return byPath.get(path);
}

/** Paths that lead to attributes and are none themselves: `context.template`. */
export function attributesBelow(path: string): readonly FactAttribute[] {
  return FACT_ATTRIBUTES.filter((row) => row.path.startsWith(`${path}.`));
}

export function levelOf(dataClass: DataClass): number {
  return DATA_CLASSES.indexOf(dataClass);
}

function groupsOf(facts: PolicyFacts): readonly string[] {
  return facts.findings.length === 0 ? NONE : [...new Set(facts.findings.map(({ group }) => group))].sort();
}

const NONE: readonly string[] = [];

type Read = FactAttribute['read'];

function always(path: string, type: FactAttribute['type'], read: Read, meaning: string): FactAttribute {
  return { path, type, read, meaning, isOptional: false };
}

function mayBe(path: string, type: FactAttribute['type'], read: Read, meaning: string): FactAttribute {
  return { path, type, read, meaning, isOptional: true };
}
