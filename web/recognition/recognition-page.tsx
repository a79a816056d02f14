import { NativeSelect, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';
import { REVIEW_WORDS } from '../words/review-words.ts';
import { AwardsPanel } from './awards-panel.tsx';
import { MinePanel } from './mine-panel.tsx';
import { MonthsPanel } from './months-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { PrivatePanel } from './private-panel.tsx';
import { monthsBack } from './recognition-search.ts';
import { RulePanel } from './rule-panel.tsx';
import { useAwards } from './use-awards.ts';

const route = getRouteApi('/recognition');
const MONTHS_SHOWN = 13;

/** What was honoured, by which rule; and for those who run it, what a month would give. */
export function RecognitionPage() {
  const { month } = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useMay()('control.read:programmes');
  const rule = useOperation('readRecognitionRule', {});
  const awards = useAwards(month);
  const mine = useOperation('readMyRecognition', {});
  const months = monthsBack(useNow(), MONTHS_SHOWN);
  return (
    <Page
      title={RECOGNITION_WORDS.title}
      lead={RECOGNITION_WORDS.lead}
      action={
        <NativeSelect
          size="xs"
          aria-label={RECOGNITION_WORDS.month}
          value={month ?? ''}
          data={[{ value: '', label: RECOGNITION_WORDS.everyMonth }, ...months]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: value === '' ? {} : { month: value }, replace: true })
          }
        />
      }
    >
      <Together queries={[rule, awards, mine]} lines={14}>
        <Stack gap="md">
          <MinePanel />
          <AwardsPanel month={month} />
          <RulePanel />
          {mayRead ? (
            <>
              <PreviewPanel months={months} />
              <MonthsPanel />
              <PrivatePanel />
              <TextLink to="/recognition/export">{REVIEW_WORDS.link}</TextLink>
            </>
          ) : null}
        </Stack>
      </Together>
    </Page>
  );
}
