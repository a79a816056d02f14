import { useForm } from '@mantine/form';
import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { localMoment } from '../filters/local-moment.ts';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

type Programme = AnswerOf<'readProgramme'>;
type Change = NonNullable<RequestOf<'changeProgramme'>['body']>;

/** A programme as its form has it. */
export type ProgrammeValues = {
  id: string;
  name: string;
  model: string;
  teamIds: string[];
  question: string;
  measure: string;
  baseline: string;
  target: string;
  ownerPersonId: string;
  /** A day; empty: without an end. */
  endsOn: string;
  tokenCapPercent: number;
  /** Points, with commas between them. */
  levels: string;
  adherencePercent: number;
  teamPercent: number;
  burstTimes: number;
  /** Empty: nobody watches. */
  watchPersonId: string;
  categories: { name: string; rule: string }[];
};

const ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LEVELS = /^\s*\d{1,3}(\s*,\s*\d{1,3}){0,9}\s*$/;
const NOT_SET = { tokenCapPercent: 0, levels: '0', adherencePercent: 0, teamPercent: 0, burstTimes: 3 };

/** Of one that is written first: its figures are the usual ones, and changed afterwards. */
export function newValues(ownerPersonId: string): ProgrammeValues {
  return {
    ...{ id: '', name: '', model: 'composite_index', teamIds: [], question: '', measure: '', baseline: '', target: '' },
    ...{ ownerPersonId, endsOn: '', ...NOT_SET, watchPersonId: '', categories: [] },
  };
}

export function valuesOf({ id, name, model, teamIds, charter, settings, endsAt }: Programme): ProgrammeValues {
  const { tokenCapPercent, levels, adherencePercent, teamPercent, watch, categories } = settings;
  return {
    ...{ id, name, model, teamIds: [...teamIds], endsOn: dayOf(endsAt) },
    ...{ question: charter?.question ?? '', measure: charter?.measure ?? '', baseline: charter?.baseline ?? '' },
    ...{ target: charter?.target ?? '', ownerPersonId: charter?.ownerPersonId ?? '' },
    ...{ tokenCapPercent, levels: levels.join(', '), adherencePercent, teamPercent },
    ...{ burstTimes: watch?.burstTimes ?? NOT_SET.burstTimes, watchPersonId: watch?.personId ?? '' },
    categories: categories.map((one) => ({ ...one })),
  };
}

function dayOf(endsAt: string | null): string {
  return endsAt === null ? '' : localMoment(Date.parse(endsAt)).slice(0, 10);
}

export function useProgrammeForm(initialValues: ProgrammeValues) {
  const needed = (text: string) => (text.trim() === '' ? PROGRAMME_WORDS.needed : null);
  return useForm<ProgrammeValues>({
    initialValues,
    validate: {
      id: (id) => (ID.test(id) ? null : PROGRAMME_WORDS.badId),
      name: needed,
      question: needed,
      measure: needed,
      target: needed,
      ownerPersonId: needed,
      levels: (text) => (LEVELS.test(text) ? null : PROGRAMME_WORDS.figures.badLevels),
      categories: { name: needed, rule: needed },
    },
  });
}

export type ProgrammeForm = ReturnType<typeof useProgrammeForm>;

export function charterOf({ question, measure, baseline, target, ownerPersonId }: ProgrammeValues) {
  return {
    ...{ question: question.trim(), measure: measure.trim(), target: target.trim() },
    ...{ baseline: baseline.trim() === '' ? null : baseline.trim(), ownerPersonId: ownerPersonId.trim() },
  };
}

/** What goes to the server: of one that runs its name and its end alone. */
export function changeOf(values: ProgrammeValues, { state, endsAt }: Programme): Change {
  const name = { name: values.name.trim() };
  // The moment stays as it is while its day does.
  const end = values.endsOn === dayOf(endsAt) ? {} : { endsAt: momentOfDay(values.endsOn) };
  if (state !== 'draft') return { ...name, ...end };
  return { ...name, ...end, charter: charterOf(values), teamIds: [...values.teamIds], settings: settingsOf(values) };
}

function momentOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T00:00:00`).toISOString();
}

function settingsOf(values: ProgrammeValues): NonNullable<Change['settings']> {
  const { tokenCapPercent, levels, adherencePercent, teamPercent, burstTimes, watchPersonId, categories } = values;
  const personId = watchPersonId.trim();
  return {
    ...{ tokenCapPercent, adherencePercent, teamPercent },
    levels: levels.split(',').map(Number),
    watch: personId === '' ? null : { burstTimes, personId },
    categories: categories.map(({ name, rule }) => ({ name: name.trim(), rule: rule.trim() })),
  };
}
