import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay, useSession } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { ENVELOPE_CHANGES } from './change-envelope.tsx';
import { TrancheList } from './tranche-list.tsx';

type Evaluated = AnswerOf<'listAllowanceEvaluations'>['rows'][number];

const WORDS = ALLOWANCE_WORDS;

export type AllowancePanelProps = {
  readonly envelopeId: string;
  readonly ownerPersonId: string | null;
  /** The rule that is for it. */
  readonly ruleVersion: number;
};

/** What the rule adds to one budget, what would unlock more, and what it gave before. */
export function AllowancePanel({ envelopeId, ownerPersonId, ruleVersion }: AllowancePanelProps) {
  const may = useMay();
  const isOwner = useSession().person.id === ownerPersonId;
  const mayAsk = isOwner || may('control.write:budgets');
  return (
    <Panel
      title={WORDS.panel}
      note={WORDS.panelNote(ruleVersion)}
      action={
        <Group gap="sm">
          <TextLink to="/allowances">{WORDS.readRule}</TextLink>
          {may('control.read:budgets') ? (
            <RowsExport of="exportAllowanceEvaluationsCsv" request={{ query: { envelopeId } }} />
          ) : null}
        </Group>
      }
    >
      <Stack gap="md">
        {isOwner || may('control.read:budgets') ? <Standing envelopeId={envelopeId} mayAsk={mayAsk} /> : null}
        {may('control.read:budgets') ? <History envelopeId={envelopeId} /> : null}
      </Stack>
    </Panel>
  );
}

export type StandingProps = { readonly envelopeId: string; readonly mayAsk: boolean };

/** As things stand now, for its owner and whoever looks after budgets. */
export function Standing({ envelopeId, mayAsk }: StandingProps) {
  const preview = useOperation('previewAllowance', { body: { envelopeId } });
  const ask = useWrite({
    carryOut: (_input: undefined, idempotencyKey) =>
      callOperation('evaluateAllowance', { body: { envelopeId }, idempotencyKey }),
    changes: ['listAllowanceEvaluations', ...ENVELOPE_CHANGES],
    done: ({ sentence }) => notifications.show({ message: sentence }),
  });
  return (
    <Loaded query={preview} lines={5}>
      {(evaluation) => {
        const isNew = evaluation.tranches.some(({ state }) => state === 'unlocked');
        return (
          <Stack gap="sm">
            <TrancheList evaluation={evaluation} />
            {ask.error === null ? null : <Trouble error={ask.error} />}
            {mayAsk ? (
              <Group gap="sm">
                {isNew ? (
                  <Button size="compact-sm" loading={ask.isPending} onClick={() => ask.mutate(undefined)}>
                    {WORDS.judge}
                  </Button>
                ) : null}
                <Text size="xs" c="dimmed">
                  {isNew ? WORDS.judgeNote : WORDS.nothingNew}
                </Text>
              </Group>
            ) : null}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function History({ envelopeId }: { readonly envelopeId: string }) {
  const query = { envelopeId };
  const evaluations = usePages('listAllowanceEvaluations', query, (page, signal) =>
    callOperation('listAllowanceEvaluations', { query: { ...query, ...page }, signal }),
  );
  const rows = evaluations.data?.pages.flatMap((page) => page.rows) ?? [];
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>
        <Text span size="sm">
          {WORDS.history}
        </Text>
      </summary>
      <HistoryTable rows={rows} />
      {evaluations.hasNextPage ? (
        <Button variant="default" size="compact-sm" mt="xs" onClick={() => void evaluations.fetchNextPage()}>
          {WORDS.history}
        </Button>
      ) : null}
    </details>
  );
}

function HistoryTable({ rows }: { readonly rows: readonly Evaluated[] }) {
  return (
    <table className="table table-inset">
      <thead>
        <tr>
          <th>{WORDS.at}</th>
          <th className="number">{WORDS.given}</th>
          <th className="number">{WORDS.byVersion}</th>
          <th>{WORDS.by}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, evaluatedAt, granted, unit, ruleVersion, evaluatedBy }) => (
          <tr key={id}>
            <td>
              <Moment at={evaluatedAt} />
            </td>
            <td className="number">{amountInWords(granted, unit)}</td>
            <td className="number">{ruleVersion}</td>
            <td>
              <bdi>{evaluatedBy ?? WORDS.house}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
