import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { usePeople } from '../people/use-person-names.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';
import { type ControlBook, ControlCell, controlBook } from './control-cell.tsx';
import { CLASSES, STATUS_TONES, type UseCase } from './use-case-states.ts';

type Clearance = ReadonlyMap<string, number>;

const route = getRouteApi('/use-cases');
const MODELS_MAX = 500;
const USE_CASES_MAX = 500;
const MODELS_SHOWN = 1;

/** Every use case by class of data: which models may serve. */
export function UseCasesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const query = search.state === undefined ? {} : { status: search.state };
  const useCases = usePages('listUseCases', { query }, (page, signal) =>
    callOperation('listUseCases', { query: { ...query, ...page }, signal }),
  );
  const models = useOperation('listModels', { query: { limit: MODELS_MAX } });
  const clearance: Clearance = new Map(
    (models.data?.rows ?? []).map(({ id, clearance: { dataClassMax } }) => [id, CLASSES.indexOf(dataClassMax)]),
  );
  const people = usePeople();
  const mayReadPolicy = may('control.read:policy');
  const controls = useOperation(
    'listPolicyControls',
    { query: { ...query, limit: USE_CASES_MAX } },
    { enabled: mayReadPolicy },
  );
  const book = controls.data === undefined ? null : controlBook(controls.data, may('control.write:policy'));
  return (
    <Page
      title={USE_CASE_WORDS.title}
      lead={USE_CASE_WORDS.lead}
      action={
        may('control.write:catalogue') ? <ButtonLink to="/use-cases/new">{USE_CASE_WORDS.make}</ButtonLink> : null
      }
    >
      <div className="filter-bar no-print">
        <FilterSelect
          label={USE_CASE_WORDS.state}
          all={USE_CASE_WORDS.all}
          options={USE_CASE_WORDS.states}
          value={search.state}
          onTake={(state) => void navigate({ search: { state }, replace: true })}
        />
      </div>
      <Together queries={[useCases, models, people, ...(mayReadPolicy ? [controls] : [])]} lines={10}>
        <Panel
          title={USE_CASE_WORDS.matrix}
          note={mayReadPolicy ? USE_CASE_WORDS.controlsNote : USE_CASE_WORDS.matrixNote}
          flush
          action={<RowsExport of="exportUseCasesCsv" request={{ query }} />}
        >
          <Paged query={useCases} empty={<Empty title={USE_CASE_WORDS.none}>{USE_CASE_WORDS.noneWhy}</Empty>}>
            {(rows) => <UseCaseMatrix rows={rows} clearance={clearance} book={book} />}
          </Paged>
        </Panel>
      </Together>
    </Page>
  );
}

type MatrixProps = {
  readonly rows: readonly UseCase[];
  readonly clearance: Clearance;
  readonly book: ControlBook | null;
};

function UseCaseMatrix({ rows, clearance, book }: MatrixProps) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{USE_CASE_WORDS.name}</th>
          <th>{USE_CASE_WORDS.tier}</th>
          {CLASSES.map((name) => (
            <th key={name}>{USE_CASE_WORDS.classes[name]}</th>
          ))}
          <th>{USE_CASE_WORDS.owner}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((useCase) => (
          <tr key={useCase.id}>
            <td>
              <TextLink to="/use-cases/$useCaseId" params={{ useCaseId: useCase.id }}>
                {useCase.name}
              </TextLink>{' '}
              {useCase.status === 'active' ? null : (
                <Mark tone={STATUS_TONES[useCase.status]}>{USE_CASE_WORDS.states[useCase.status]}</Mark>
              )}
            </td>
            <td data-label={USE_CASE_WORDS.tier} className="figures">
              {useCase.tier}
            </td>
            {CLASSES.map((name, level) => (
              <td key={name} data-label={USE_CASE_WORDS.classes[name]}>
                <div>
                  {useCase.allowedDataClasses.includes(name) ? (
                    <Cleared models={useCase.modelStack.filter((id) => (clearance.get(id) ?? -1) >= level)} />
                  ) : book === null ? (
                    <Text span size="sm" c="dimmed" aria-label={USE_CASE_WORDS.notAllowed} role="img">
                      –
                    </Text>
                  ) : null}
                  {book === null ? null : <ControlCell book={book} useCase={useCase} dataClass={name} />}
                </div>
              </td>
            ))}
            <td data-label={USE_CASE_WORDS.owner}>
              {useCase.ownerPersonId === null ? USE_CASE_WORDS.nobody : <PersonLink id={useCase.ownerPersonId} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cleared({ models }: { readonly models: readonly string[] }) {
  if (models.length === 0) return <Mark tone="warn">{USE_CASE_WORDS.noModel}</Mark>;
  return (
    <span className="model-list" title={models.join(', ')}>
      {models.slice(0, MODELS_SHOWN).join(', ')}
      {models.length > MODELS_SHOWN ? (
        <Text span inherit c="dimmed">
          {' '}
          {USE_CASE_WORDS.moreModels(models.length - MODELS_SHOWN)}
        </Text>
      ) : null}
    </span>
  );
}
