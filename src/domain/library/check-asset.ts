import type { Asset, AssetDefinition, AssetExample } from './asset.ts';
import { checkParameters } from './check-parameters.ts';
import { placeholdersOf } from './fill-template.ts';
import { renderTemplate } from './template.ts';

/** What of a version does not go together; `pointer` leads to it. */
export type AssetFault = { readonly pointer: string; readonly detail: string };

/** The first fault of a version, or none. Form and lengths are the wire's to check. */
export function findVersionFault(kind: Asset['kind'], definition: AssetDefinition): AssetFault | undefined {
  const { text, link, parameters } = definition;
  if (kind !== 'template') {
    if (text === '' && link === null) return { pointer: '/text', detail: 'It has a text, a link, or both.' };
    if (parameters.length === 0) return undefined;
    return { pointer: '/parameters', detail: 'Only a template is rendered, and has parameters.' };
  }
  if (text.trim() === '') return { pointer: '/text', detail: 'A template has a text.' };
  return findParameterFault(definition) ?? findTextFault(definition) ?? findExampleFault(definition);
}

function findParameterFault({ parameters }: AssetDefinition): AssetFault | undefined {
  const seen = new Set<string>();
  for (const [at, parameter] of parameters.entries()) {
    const pointer = `/parameters/${at}`;
    const { name, kind, choices, min, max } = parameter;
    if (seen.has(name)) return { pointer: `${pointer}/name`, detail: `The parameter "${name}" stands twice.` };
    seen.add(name);
    if ((kind === 'choice') !== choices.length > 0)
      return { pointer: `${pointer}/choices`, detail: `A choice has choices, and nothing else has: "${name}".` };
    if (min !== null && max !== null && min > max)
      return { pointer: `${pointer}/max`, detail: `"${name}" would have to be at least ${min} and at most ${max}.` };
    if (parameter.default !== null && checkParameters([parameter], new Map()).faults.length > 0)
      return { pointer: `${pointer}/default`, detail: `The default of "${name}" is no value of it.` };
  }
  return undefined;
}

/** A placeholder that is no parameter would reach the model as it stands, and a parameter without a place would be lost. */
function findTextFault({ text, parameters }: AssetDefinition): AssetFault | undefined {
  const names = parameters.map(({ name }) => name);
  const placed = placeholdersOf(text);
  const unknown = placed.find((name) => !names.includes(name));
  if (unknown !== undefined)
    return { pointer: '/text', detail: `{{${unknown}}} stands in the text and is no parameter. Declare it.` };
  const at = names.findIndex((name) => !placed.includes(name));
  if (at < 0) return undefined;
  return { pointer: `/parameters/${at}/name`, detail: `{{${names[at]}}} stands nowhere in the text.` };
}

function findExampleFault(definition: AssetDefinition): AssetFault | undefined {
  const fault = (example: AssetExample): string | undefined => {
    const rendered = renderTemplate(example.title, definition, new Map(Object.entries(example.parameters)));
    return rendered.kind === 'faults' ? rendered.why : undefined;
  };
  for (const [at, example] of definition.examples.entries()) {
    const detail = fault(example);
    if (detail !== undefined) return { pointer: `/examples/${at}/parameters`, detail };
  }
  return undefined;
}
