import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { Figure } from '../figures/figure.tsx';
import { NamesOf } from '../names/names.tsx';
import { ScopeWords } from '../names/scope-words.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { type Fact, Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';
import { AllowancePanel } from './allowance-panel.tsx';
import { beginsAnew } from './begins-anew.ts';
import { BurnDownPanel } from './burn-down-panel.tsx';
import { EnvelopeSteps } from './envelope-steps.tsx';
import { LedgerPanel } from './ledger-panel.tsx';
import { MetricPanel } from './metric-panel.tsx';
import { SuspensePanel, useSuspense } from './suspense-panel.tsx';
import { useLedger } from './use-ledger.ts';

type Envelope = AnswerOf<'readEnvelope'>;

const route = getRouteApi('/budgets/$envelopeId');

/** One envelope: where it stands, where it goes, what it is nested in, and every line of its ledger. */
export function BudgetPage() {
  const { envelopeId } = route.useParams();
  const of = { params: { id: envelopeId } };
  const envelope = useOperation('readEnvelope', of);
  const forecast = useOperation('readForecast', of);
  const entries = useLedger(envelopeId);
  const queries = [envelope, forecast, entries, useSuspense(envelopeId)];
  // The head grows with the name, so that it waits too.
  const isWaiting = queries.some(({ isPending }) => isPending);
  const shown = isWaiting ? undefined : envelope.data;
  return (
    <Page
      title={shown?.name ?? BUDGET_WORDS.title}
      lead={
        shown === undefined ? undefined : (
          <NamesOf answers={[shown]}>
            <ScopeWords of={shown.scope} />
          </NamesOf>
        )
      }
      action={shown === undefined ? undefined : <AskForMore envelope={shown} />}
    >
      <Together queries={queries} lines={14}>
        <Stack gap="md">
          <TextLink to="/budgets" size="sm">
            {BUDGET_WORDS.back}
          </TextLink>
          <Loaded query={envelope} lines={10}>
            {(data) => (
              <Stack gap="md">
                <Standing envelope={data} />
                <SuspensePanel envelopeId={data.id} />
                <BurnDownPanel forecast={forecast} />
                {data.metricBesideSpend === null ? null : (
                  <MetricPanel envelope={data} beside={data.metricBesideSpend} />
                )}
                {data.allowanceRuleVersion === null ? null : (
                  <AllowancePanel
                    envelopeId={data.id}
                    ownerPersonId={data.ownerPersonId}
                    ruleVersion={data.allowanceRuleVersion}
                  />
                )}
                <div className="grid-two">
                  <Relatives title={BUDGET_WORDS.around} note={BUDGET_WORDS.aroundNote} rows={data.parents} />
                  <Relatives title={BUDGET_WORDS.inside} note={BUDGET_WORDS.insideNote} rows={data.children} />
                </div>
                <LedgerPanel envelopeId={envelopeId} entries={entries} unit={data.unit} />
              </Stack>
            )}
          </Loaded>
        </Stack>
      </Together>
    </Page>
  );
}

/** Its owner may also hand over what it does not need, or ask others. */
function AskForMore({ envelope: { id, ownerPersonId, status } }: { readonly envelope: Envelope }) {
  const isOwner = useSession().person.id === ownerPersonId;
  return (
    <Group gap="xs">
      {isOwner && status === 'active' ? (
        <ButtonLink to="/transfers" search={{ envelope: id }} variant="default" size="sm">
          {TRANSFER_WORDS.link}
        </ButtonLink>
      ) : null}
      <ButtonLink to="/requests/new" variant="default" size="sm">
        {BUDGET_WORDS.ask}
      </ButtonLink>
    </Group>
  );
}

function Standing({ envelope }: { readonly envelope: Envelope }) {
  const { balance, unit } = envelope;
  const facts: readonly Fact[] = [
    [BUDGET_WORDS.cap, envelope.cap.kind === 'strict' ? BUDGET_WORDS.strict : BUDGET_WORDS.elastic],
    [BUDGET_WORDS.period, BUDGET_WORDS.until(envelope.period, beginsAnew(balance))],
    [
      BUDGET_WORDS.owner,
      envelope.ownerPersonId === null ? BUDGET_WORDS.nobody : <PersonLink key="owner" id={envelope.ownerPersonId} />,
    ],
    ...(Number(balance.suspense.amount) === 0
      ? []
      : ([[BUDGET_WORDS.suspense, `${amountInWords(balance.suspense, unit)}: ${BUDGET_WORDS.suspenseNote}`]] as const)),
  ];
  return (
    <Panel
      title={balance.sentence}
      action={envelope.status === 'archived' ? <Mark tone="plain">{BUDGET_WORDS.archived}</Mark> : undefined}
    >
      <Stack gap="md">
        <div className="grid-figures">
          <Figure label={BUDGET_WORDS.spent} value={amountInWords(balance.spent, unit)} rows="ledger" />
          <Figure label={BUDGET_WORDS.held} value={amountInWords(balance.held, unit)} rows="ledger" />
          <Figure label={BUDGET_WORDS.left} value={amountInWords(balance.available, unit)} />
          <Figure label={BUDGET_WORDS.limit} value={amountInWords(balance.limit, unit)} />
        </div>
        <Facts facts={facts} />
        {envelope.warnings.map((warning) => (
          <Text key={warning} size="sm">
            {warning}
          </Text>
        ))}
        <EnvelopeSteps envelope={envelope} />
      </Stack>
    </Panel>
  );
}

type RelativesProps = {
  readonly title: string;
  readonly note: string;
  readonly rows: Envelope['parents'];
};

function Relatives({ title, note, rows }: RelativesProps) {
  return (
    <Panel title={title} note={note}>
      {rows.length === 0 ? (
        <Empty title={BUDGET_WORDS.nothingAround} />
      ) : (
        <ul className="line-list">
          {rows.map((row) => (
            <li key={row.id} className="line">
              <span>
                <TextLink to="/budgets/$envelopeId" params={{ envelopeId: row.id }} size="sm">
                  {row.name}
                </TextLink>
                <Text size="xs" c="dimmed">
                  {row.sentence}
                </Text>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
