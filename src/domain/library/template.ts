import type { Asset, AssetDefinition, AssetLabel } from './asset.ts';
import { checkParameters, exampleOfParameters } from './check-parameters.ts';
import { fillTemplate } from './fill-template.ts';

/** A template as gateways know it: its published versions, by number. */
export type RegisteredTemplate = Pick<Asset, 'id' | 'useCaseId' | 'labels' | 'deprecation'> & {
  readonly versions: ReadonlyMap<number, RegisteredTemplateVersion>;
};

export type RegisteredTemplateVersion = Pick<AssetDefinition, 'text' | 'place' | 'parameters'> & {
  readonly version: number;
  readonly isApproved: boolean;
};

export type ChosenVersion<Version> =
  | { readonly kind: 'chosen'; readonly version: Version }
  | { readonly kind: 'none'; readonly why: string };

/** Of a published thing, what choosing a version needs. */
type Versioned<Version> = Pick<Asset, 'id' | 'labels'> & { readonly versions: ReadonlyMap<number, Version> };

/**
 * The version that a caller means: a number, a label, or nothing, which is what `production` points at, and the newest
 * approved one where it points nowhere.
 */
export function chooseVersion<Version extends { readonly version: number; readonly isApproved: boolean }>(
  asset: Versioned<Version>,
  wanted: string | null,
): ChosenVersion<Version> {
  const number = wanted === null ? usualVersion(asset) : numberOf(asset, wanted);
  const version = number === undefined ? undefined : asset.versions.get(number);
  if (version !== undefined) return { kind: 'chosen', version };
  const published = [...asset.versions.keys()].join(', ') || 'none';
  const missing = wanted === null ? 'has no approved version yet' : `has no published version "${wanted.slice(0, 20)}"`;
  return { kind: 'none', why: `"${asset.id}" ${missing}. Published: ${published}.` };
}

function numberOf({ labels }: Pick<Asset, 'labels'>, wanted: string): number | undefined {
  if (isLabel(wanted)) return labels[wanted];
  return /^[1-9]\d{0,8}$/.test(wanted) ? Number(wanted) : undefined;
}

function isLabel(text: string): text is AssetLabel {
  return text === 'production' || text === 'canary';
}

function usualVersion<Version extends { readonly version: number; readonly isApproved: boolean }>({
  labels,
  versions,
}: Versioned<Version>): number | undefined {
  if (labels.production !== undefined) return labels.production;
  return [...versions.values()].findLast(({ isApproved }) => isApproved)?.version;
}

/** Far more than a prompt is, far less than what one parameter put in a thousand places could make of it. */
const RENDERED_CHARACTERS_MAX = 400_000;

export type RenderedTemplate =
  | { readonly kind: 'rendered'; readonly text: string }
  /** For the caller: what is wrong with each parameter, and how they are sent. */
  | { readonly kind: 'faults'; readonly why: string };

/** The text of a version with values in place of its parameters. */
export function renderTemplate(
  id: string,
  { text, parameters }: Pick<AssetDefinition, 'text' | 'parameters'>,
  given: ReadonlyMap<string, unknown>,
): RenderedTemplate {
  const { values, faults } = checkParameters(parameters, given);
  if (faults.length > 0)
    return { kind: 'faults', why: `The template "${id}": ${faults.join('; ')}. ${howToSend(parameters)}` };
  const rendered = fillTemplate(text, values);
  if (rendered.length <= RENDERED_CHARACTERS_MAX) return { kind: 'rendered', text: rendered };
  const why = `The template "${id}": with these parameters it would be longer than ${RENDERED_CHARACTERS_MAX} characters. Send less.`;
  return { kind: 'faults', why };
}

function howToSend(parameters: AssetDefinition['parameters']): string {
  if (parameters.length === 0) return 'It takes no parameters: send an empty JSON object, {}.';
  return `Send a JSON object such as ${exampleOfParameters(parameters)}.`;
}
