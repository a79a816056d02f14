import { Stack, Text } from '@mantine/core';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import type { Span } from '../filters/range.ts';
import { useRange } from '../filters/use-range.ts';
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
    useOperation('readMyRecord', { query: { ...span, calls: 0 } }),
    useOperation('readMyTasks', { query: span }),
    useOperation('readMyBudgets', {}),
    useOperation('listMyScores', {}),
    useOperation('listMyExceptions', {}),
    useOperation('listMyApprovals', {}),
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
  const record = useOperation('readMyRecord', { query: { ...span, calls: 0 } });
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
        {({ totals, stored, readings }) => (
          <Stack gap="md">
            <div className="grid-figures">
              <Figure
                label={HOME_WORDS.calls}
                value={count(totals.calls)}
                note={HOME_WORDS.refused(totals.callsRefused)}
              />
              <Figure
                label={HOME_WORDS.looked}
                value={count(readings.length + (looks.data?.rows.length ?? 0))}
                note={HOME_WORDS.lookedNote}
              />
            </div>
            <Text size="sm" c="dimmed">
              {HOME_WORDS.kinds(stored.filter(({ records }) => records > 0).map(({ what }) => what))}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Panel>
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
              <Figure label={HOME_WORDS.spent} value={dollars(costNanodollars)} note={HOME_WORDS.overTasks(number)} />
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
