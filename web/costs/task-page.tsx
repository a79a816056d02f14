import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { momentInWords } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { callOperation } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { COST_WORDS } from '../words/cost-words.ts';

type Report = AnswerOf<'readTask'>;

const route = getRouteApi('/costs/$taskId');

/** The whole account of one task. */
export function TaskPage() {
  const { taskId } = route.useParams();
  const task = useOperation('readTask', { params: { id: taskId } });
  return (
    <Page title={COST_WORDS.taskTitle} lead={<bdi>{taskId}</bdi>}>
      <Loaded query={task} lines={10}>
        {(report) => (
          <Stack gap="md">
            <Account report={report} />
            <div className="grid-two">
              <Waste report={report} />
              <Review report={report} />
            </div>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Account({ report }: { readonly report: Report }) {
  const { baseline } = report;
  return (
    <Panel
      title={COST_WORDS.account}
      note={COST_WORDS.when(momentInWords({ at: report.startedAt }), momentInWords({ at: report.lastAt }))}
    >
      <Stack gap="md">
        <div className="grid-figures">
          <Figure
            label={COST_WORDS.cost}
            value={dollars(report.costNanodollars)}
            note={COST_WORDS.callsNote(report.calls, report.refused)}
          />
          <Figure
            label={COST_WORDS.median}
            value={baseline.medianNanodollars === null ? COST_WORDS.unknown : dollars(baseline.medianNanodollars)}
            note={
              baseline.lowNanodollars === null || baseline.highNanodollars === null
                ? COST_WORDS.tooFew
                : COST_WORDS.interval(dollars(baseline.lowNanodollars), dollars(baseline.highNanodollars))
            }
          />
          <Figure
            label={COST_WORDS.cheaper}
            value={report.cheaper === null ? COST_WORDS.noCheaper : dollars(report.cheaper.costNanodollars)}
            note={report.cheaper?.id ?? undefined}
          />
          <Figure label={COST_WORDS.tokens} value={count(tokensOf(report))} note={report.models.join(', ')} />
        </div>
        <Text>{report.sentence}</Text>
        {report.isPartial ? (
          <Text size="sm" c="dimmed">
            {COST_WORDS.partial}
          </Text>
        ) : null}
      </Stack>
    </Panel>
  );
}

function Waste({ report: { waste } }: { readonly report: Report }) {
  return (
    <Panel title={COST_WORDS.waste} note={COST_WORDS.wasteNote}>
      {waste.length === 0 ? (
        <Empty title={COST_WORDS.noWaste} />
      ) : (
        <ul className="line-list">
          {waste.map((one) => (
            <li key={one.kind} className="rule">
              <Group justify="space-between" wrap="nowrap" align="baseline">
                <Text size="sm" fw={500}>
                  {COST_WORDS.wastes[one.kind]}
                </Text>
                <Text size="sm" className="figures">
                  {dollars(one.wastedNanodollars)}
                </Text>
              </Group>
              <Text size="sm">{one.sentence}</Text>
              <Text size="sm" c="dimmed">
                {one.remedy}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const MINUTES_MAX = 4_800;

function Review({ report }: { readonly report: Report }) {
  const queries = useQueryClient();
  const [minutes, setMinutes] = useState<number | string>(report.review.minutes);
  const say = useMutation({
    mutationFn: (said: number) =>
      callOperation('reportReviewMinutes', { params: { id: report.taskId }, body: { minutes: said } }),
    onSuccess: () => forget(queries, ['readTask', 'readMyTasks', 'listTasks']),
  });
  return (
    <Panel title={COST_WORDS.review} note={COST_WORDS.reviewNote}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          say.mutate(Number(minutes));
        }}
      >
        {say.error === null ? null : <Trouble error={say.error} />}
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={COST_WORDS.minutes}
            min={0}
            max={MINUTES_MAX}
            allowDecimal={false}
            value={minutes}
            onChange={setMinutes}
            w={160}
          />
          <Button type="submit" variant="default" loading={say.isPending} disabled={minutes === ''}>
            {COST_WORDS.keep}
          </Button>
        </Group>
      </form>
      <Text size="sm" c="dimmed" mt="sm">
        {report.review.costNanodollars === null
          ? COST_WORDS.noMinutePrice
          : COST_WORDS.withReview(dollars(report.review.costNanodollars), dollars(report.wholeNanodollars))}
      </Text>
    </Panel>
  );
}

function tokensOf({ tokens }: Report): number {
  return Object.values(tokens).reduce((sum, part) => sum + part, 0);
}
