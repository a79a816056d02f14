import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import type { Span } from '../filters/range.ts';
import { useRange } from '../filters/use-range.ts';
import { CallRecord } from '../record/call-record.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useSession } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { TourOffer } from '../tour/tour-offer.tsx';
import { HOME_WORDS } from '../words/home-words.ts';
import { BudgetsPanel } from './budgets-panel.tsx';
import { useCaseRows } from './case-rows.tsx';
import { PointsPanel } from './points-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';

// What is asked before the page is drawn comes with the page.
export { askHome } from './ask-home.ts';

/** Four questions that anybody who is measured may ask. */
export function HomePage() {
  const { person } = useSession();
  const span = useRange({}, '30d').span;
  const queries = [
    useOperation('readMyRecord', { query: { ...span, calls: 1 } }),
    useOperation('readMyTasks', { query: span }),
    useOperation('readMyBudgets', {}),
    useOperation('listMyScores', {}),
    useOperation('listMyExceptions', {}),
    useOperation('listMyApprovals', {}),
    useOperation('listMyTransfers', {}),
    useOperation('listMyAssets', {}),
    useOperation('listLooksAtMe', { query: span }),
    useOperation('readMyTour', {}),
    useCaseRows(),
  ];
  return (
    <Page title={HOME_WORDS.title(person.name)} lead={HOME_WORDS.lead}>
      <Together queries={queries} lines={12}>
        <Stack gap="md">
          <TourOffer />
          <div className="grid-two grid-even">
            <RecordedPanel span={span} />
            <PointsPanel />
            <CostsPanel span={span} />
            <WaitingPanel />
          </div>
          <BudgetsPanel />
        </Stack>
      </Together>
    </Page>
  );
}

function RecordedPanel({ span }: { readonly span: Span }) {
  const record = useOperation('readMyRecord', { query: { ...span, calls: 1 } });
  const looks = useOperation('listLooksAtMe', { query: span });
  return (
    <Panel
      title={HOME_WORDS.recorded}
      note={HOME_WORDS.last30}
      action={
        <TextLink to="/record" size="sm">
          {HOME_WORDS.recordLink}
        </TextLink>
      }
    >
      <Loaded query={record} lines={4}>
        {({ totals, stored, readings, calls }) => (
          <Stack gap="md">
            <div className="grid-figures">
              <Figure
                label={HOME_WORDS.calls}
                value={
                  <TextLink to="/record" hash="calls" inherit>
                    {count(totals.calls)}
                  </TextLink>
                }
                note={HOME_WORDS.refused(totals.callsRefused)}
              />
              <Figure
                label={HOME_WORDS.looked}
                value={
                  <TextLink to="/record" hash="readers" inherit>
                    {count(readings.length + (looks.data?.rows.length ?? 0))}
                  </TextLink>
                }
                note={HOME_WORDS.lookedNote}
              />
            </div>
            <div>
              {calls.map((call) => (
                <div key={call.callId}>
                  <Text size="xs" c="dimmed">
                    {HOME_WORDS.example}
                  </Text>
                  <CallRecord call={call} />
                </div>
              ))}
              <Stored stored={stored.filter(({ records }) => records > 0)} />
            </div>
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

/** Why, for how long, and who may see it: told where somebody asks first. */
function Stored({ stored }: Pick<AnswerOf<'readMyRecord'>, 'stored'>) {
  if (stored.length === 0) return <Text size="sm">{HOME_WORDS.nothingStored}</Text>;
  return (
    <details className="unfold">
      <summary>{HOME_WORDS.stored}</summary>
      <ul className="sentences">
        {stored.map(({ what, why, keptFor, seenBy }) => (
          <li key={what}>{HOME_WORDS.kind({ what, why, keptFor, seenBy })}</li>
        ))}
      </ul>
    </details>
  );
}

function CostsPanel({ span }: { readonly span: Span }) {
  const tasks = useOperation('readMyTasks', { query: span });
  return (
    <Panel
      title={HOME_WORDS.costs}
      note={HOME_WORDS.last30}
      action={<TextLink to="/costs">{HOME_WORDS.costsLink}</TextLink>}
    >
      <Loaded query={tasks} lines={4}>
        {({ tasks: number, costNanodollars, compared, sentences }) => (
          <Stack gap="md">
            <div className="grid-figures">
              <Figure
                label={HOME_WORDS.spent}
                value={
                  <TextLink to="/costs" hash="tasks" inherit>
                    {dollars(costNanodollars)}
                  </TextLink>
                }
                note={HOME_WORDS.overTasks(number)}
              />
              <Figure
                label={HOME_WORDS.others}
                value={compared.tasks === 0 ? HOME_WORDS.unknown : dollars(compared.mediansNanodollars)}
                note={HOME_WORDS.comparedNote(compared.tasks)}
              />
            </div>
            <Text size="sm" c="dimmed">
              {sentences.slice(0, 3).join(' ')}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
