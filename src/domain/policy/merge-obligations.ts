import type { Obligation } from './policy-decision.ts';

type Of<Kind extends Obligation['kind']> = Extract<Obligation, { readonly kind: Kind }>;

/**
 * What several rules together oblige to, the same in whatever order they come:
 *   warn            each sentence once
 *   redact          all that any rule names; without `restore` where any rule says so
 *   clamp_output    the smallest
 *   route_only      the models that every rule leaves, which may be none
 *   inspect_answer  the strongest action for each finding
 *   others          once
 */
export function mergeObligations(all: readonly Obligation[]): readonly Obligation[] {
  if (all.length <= 1) return all;
  const of = <Kind extends Obligation['kind']>(kind: Kind): readonly Of<Kind>[] =>
    all.filter((each): each is Of<Kind> => each.kind === kind);
  return [
    ...mergeWarnings(of('warn')),
    ...mergeRedactions(of('redact')),
    ...mergeClamps(of('clamp_output')),
    ...of('log_content').slice(0, 1),
    ...of('require_template').slice(0, 1),
    ...mergeRoutes(of('route_only')),
    ...mergeInspections(of('inspect_answer')),
  ];
}

function mergeWarnings(warnings: readonly Of<'warn'>[]): readonly Obligation[] {
  const sentences = new Set(warnings.map(({ sentence }) => sentence));
  return [...sentences].sort().map((sentence) => ({ kind: 'warn', sentence }));
}

function mergeRedactions(redactions: readonly Of<'redact'>[]): readonly Obligation[] {
  const [forGood, toRestore] = layers([
    redactions.filter(({ restore }) => !restore).map(({ of }) => of),
    redactions.filter(({ restore }) => restore).map(({ of }) => of),
  ]);
  return [
    ...(forGood === undefined ? [] : [{ kind: 'redact' as const, of: forGood, restore: false }]),
    ...(toRestore === undefined ? [] : [{ kind: 'redact' as const, of: toRestore, restore: true }]),
  ];
}

function mergeClamps(clamps: readonly Of<'clamp_output'>[]): readonly Obligation[] {
  if (clamps.length === 0) return [];
  return [{ kind: 'clamp_output', tokensMax: Math.min(...clamps.map(({ tokensMax }) => tokensMax)) }];
}

function mergeRoutes([first, ...others]: readonly Of<'route_only'>[]): readonly Obligation[] {
  if (first === undefined) return [];
  const left = new Set(first.modelIds.filter((id) => others.every(({ modelIds }) => modelIds.includes(id))));
  return [{ kind: 'route_only', modelIds: [...left].sort() }];
}

const ACTIONS = ['block', 'redact', 'note'] as const;

function mergeInspections(inspections: readonly Of<'inspect_answer'>[]): readonly Obligation[] {
  const named = ACTIONS.map((action) => inspections.filter((each) => each.action === action).map(({ of }) => of));
  return layers(named).flatMap((of, index): readonly Obligation[] => {
    const action = ACTIONS[index];
    return of === undefined || action === undefined ? [] : [{ kind: 'inspect_answer', action, of }];
  });
}

/**
 * Lists of types and groups, strongest layer first. A layer loses what a stronger one names, and everything once a
 * stronger one means all findings (the empty list).
 */
function layers(lists: readonly (readonly (readonly string[])[])[]): readonly (readonly string[] | undefined)[] {
  const taken = new Set<string>();
  let isAllTaken = false;
  return lists.map((layer) => {
    if (layer.length === 0 || isAllTaken) return undefined;
    if (layer.some((of) => of.length === 0)) {
      isAllTaken = true;
      return [];
    }
    const own = [...new Set(layer.flat())].filter((name) => !taken.has(name)).sort();
    for (const name of own) taken.add(name);
    return own.length === 0 ? undefined : own;
  });
}
