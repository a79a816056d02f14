import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';
import type { DirectoryField, Texts } from './directory-dialog.tsx';

export type Team = AnswerOf<'readTeam'>;
export type CostCentre = AnswerOf<'readCostCentre'>;
export type Project = AnswerOf<'readProject'>;
export type ServiceAccount = AnswerOf<'readServiceAccount'>;

const WORDS = TEAM_PAGE_WORDS;
const CENTRES_A_PAGE = 500;

type Options = NonNullable<DirectoryField['options']>;

/** All cost centres, page by page: the names that choices and tables show, and a page that waits for them asks by this. */
export function useCostCentres() {
  return usePages(
    'listCostCentres',
    {},
    (page, signal) => callOperation('listCostCentres', { query: page, signal }),
    CENTRES_A_PAGE,
  );
}

/** Those that have come. */
export function centresOf({ data }: Pick<ReturnType<typeof useCostCentres>, 'data'>): readonly CostCentre[] {
  return (data?.pages ?? []).flatMap(({ rows }) => rows);
}

/** Cost centres that a team or project can have, by name. */
export function useCostCentreOptions(): Options {
  const active = centresOf(useCostCentres()).filter(({ status }) => status === 'active');
  return active.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }));
}

const ID: DirectoryField = { name: 'id', label: WORDS.id, help: WORDS.idHelp, kind: 'text' };

export function teamFields(centres: Options, team?: Team): readonly DirectoryField[] {
  return [
    ...(team === undefined ? [ID] : []),
    { name: 'name', label: WORDS.name, kind: 'text', initial: team?.name ?? '' },
    {
      ...{ name: 'managerPersonId', label: WORDS.manager, kind: 'person', isOptional: true },
      initial: team?.managerPersonId ?? '',
    },
    {
      ...{ name: 'costCentre', label: WORDS.costCentre, kind: 'choice', isOptional: true },
      ...{ options: centres, initial: team?.costCentre ?? '' },
    },
  ];
}

export function projectFields(centres: Options, given: { readonly project?: Project; readonly teamId?: string }) {
  const { project, teamId } = given;
  return [
    ...(project === undefined ? [ID] : []),
    { name: 'name', label: WORDS.name, kind: 'text', initial: project?.name ?? '' },
    { name: 'teamId', label: WORDS.team, kind: 'team', initial: project?.teamId ?? teamId ?? '' },
    {
      ...{ name: 'costCentre', label: WORDS.costCentre, kind: 'choice', isOptional: true },
      ...{ options: centres, initial: project?.costCentre ?? '' },
    },
  ] as const satisfies readonly DirectoryField[];
}

export function accountFields(given: { readonly account?: ServiceAccount; readonly teamId?: string }) {
  const { account, teamId } = given;
  return [
    ...(account === undefined ? [ID] : []),
    { name: 'name', label: WORDS.name, kind: 'text', initial: account?.name ?? '' },
    { name: 'teamId', label: WORDS.team, kind: 'team', initial: account?.teamId ?? teamId ?? '' },
    { name: 'ownerPersonId', label: WORDS.owner, kind: 'person', initial: account?.ownerPersonId ?? '' },
    {
      ...{ name: 'projectId', label: WORDS.project, kind: 'text', isOptional: true },
      initial: account?.projectId ?? '',
    },
  ] as const satisfies readonly DirectoryField[];
}

export function costCentreFields(centre?: CostCentre): readonly DirectoryField[] {
  return [
    ...(centre === undefined ? [{ ...ID, help: WORDS.codeHelp }] : []),
    { name: 'name', label: WORDS.name, kind: 'text', initial: centre?.name ?? '' },
  ];
}

/** A text of a form; null where it was left empty. */
export function optionalText(texts: Texts, name: string): string | null {
  const text = texts[name] ?? '';
  return text === '' ? null : text;
}
