import { chooseVersion, renderTemplate } from '../../domain/library/template.ts';
import { wordDeprecation } from '../../domain/library/word-deprecation.ts';
import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { BodyEdit, Dialect, MemberSpan } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Exchange } from '../exchange.ts';
import { editBody } from '../inspection/edit-body.ts';
import type { Hints } from './read-hints.ts';
import { type ReadRequest, understandBody } from './read-request.ts';

/** A call with its template's text in it, and the version that it was. */
export type RenderedCall = { readonly request: ReadRequest; readonly hints: Hints };

type NamingCall = RenderedCall & {
  readonly exchange: Pick<Exchange, 'header' | 'addHeaders'>;
  readonly snapshot: Pick<Snapshot, 'templates'>;
  readonly dialect: Dialect;
  readonly binding: UseCaseBinding;
};

/** The member of the body that holds parameters; where a body cannot hold it, the header of the same meaning does. */
const MEMBER = 'template_parameters';
const HEADER = 'tokenward-template-parameters';

/**
 * Puts the text of the named template into the call. Parameters ask for it, be they none (`{}`): a template that is named
 * without them was copied, and is only written down.
 */
export function renderNamedTemplate(naming: NamingCall): RenderedCall | Refusal {
  const { exchange, hints, request, dialect, snapshot, binding } = naming;
  const { templateId } = hints;
  if (templateId === null) return naming;
  const member = request.members.find(({ name }) => name === MEMBER);
  const header = exchange.header(HEADER);
  if (member === undefined && header === undefined) return naming;
  const given = readGiven(member === undefined ? (header ?? '') : textOf(request, member));
  if (isRefusal(given)) return given;
  const template = snapshot.templates?.get(templateId);
  if (template === undefined)
    return refuse('template_unknown', `There is no template "${clip(templateId)}" in the library.`);
  const { useCase } = binding;
  if (template.useCaseId !== useCase.id && !useCase.approvedTemplateIds.includes(template.id)) {
    const why = `The template "${template.id}" is for the use case "${template.useCaseId}", and this call is of "${useCase.id}". Name that use case, or fork the template.`;
    return refuse('template_not_allowed', why, ['template.use-case']);
  }
  const chosen = chooseVersion(template, hints.templateVersion);
  if (chosen.kind === 'none') return refuse('template_unknown', chosen.why);
  const { version } = chosen;
  const rendered = renderTemplate(template.id, version, given.values);
  if (rendered.kind === 'faults') return refuse('template_parameters', rendered.why);
  if (dialect.placeText === null)
    return refuse('template_not_allowed', `A template cannot be put into a call of this API (${dialect.face}).`);
  const placed = dialect.placeText(request, { place: version.place, text: rendered.text });
  const edited = editBody(request, member === undefined ? placed : [leaveOut(request.members, member), ...placed]);
  const understood = understandBody(edited.raw, dialect);
  if (isRefusal(understood)) return understood;
  exchange.addHeaders(headersOf(`${template.id}@${version.version}`, wordDeprecation(template)));
  return { request: understood, hints: { ...hints, templateVersion: String(version.version) } };
}

type Given = { readonly kind: 'given'; readonly values: ReadonlyMap<string, unknown> };

function readGiven(json: string): Given | Refusal {
  const value = parsed(json);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { kind: 'given', values: new Map(Object.entries(value)) };
  const why = `"${MEMBER}" in the body, or "${HEADER}" as a header, must be a JSON object such as {"reader":"the board"}, and {} for none.`;
  return refuse('template_parameters', why);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function textOf({ raw }: ReadRequest, { start, end }: MemberSpan): string {
  return new TextDecoder().decode(raw.subarray(start, end));
}

/** The member with the comma that parts it from its neighbour; upstreams know nothing of it. */
function leaveOut(members: readonly MemberSpan[], member: MemberSpan): BodyEdit {
  const at = members.indexOf(member);
  const [before, after] = [members[at - 1], members[at + 1]];
  if (before !== undefined) return { start: before.end, end: member.end, text: '' };
  return { start: member.keyStart, end: after?.keyStart ?? member.end, text: '' };
}

function headersOf(rendered: string, warning: string | null): readonly string[] {
  const headers = ['tokenward-template', rendered];
  return warning === null ? headers : [...headers, 'tokenward-template-warning', plain(warning)];
}

/** A header's value is ASCII. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '?');
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
