import { Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMyRules } from '../rules/use-my-rules.ts';
import { Part } from '../states/broken.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded, Waiting } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { TOUR_WORDS } from '../words/tour-words.ts';
import { ChooseStep, RecordedStep, RulesStep } from './learning-steps.tsx';
import { STEPS, type TourSearch } from './tour-search.ts';
import { useTourCall } from './use-tour-call.ts';

/** What sends a call is loaded when somebody comes to it. */
const WriteStep = lazy(async () => ({ default: (await import('./call-steps.tsx')).WriteStep }));
const SendStep = lazy(async () => ({ default: (await import('./call-steps.tsx')).SendStep }));

type Rules = AnswerOf<'readMyRules'>;
type UseCaseRules = Rules['useCases'][number];

const route = getRouteApi('/tour');

/** From what is recorded to a first call and its record, one thing at a time; whoever wants to leave, leaves. */
export function TourPage() {
  const rules = useMyRules();
  const starters = useOperation('listStarterSet', {});
  return (
    <Page title={TOUR_WORDS.title} lead={TOUR_WORDS.lead} action={<SkipButton />}>
      <Together queries={[rules, starters]} lines={10}>
        <Loaded query={rules} lines={10}>
          {(data) => {
            const open = data.useCases.filter(({ stopped, models }) => stopped === null && models.length > 0);
            return <Choosing rules={data} open={open} begins={beginsOf(starters.data)} />;
          }}
        </Loaded>
      </Together>
    </Page>
  );
}

function SkipButton() {
  const navigate = useNavigate();
  const skip = useWrite({
    carryOut: () => callOperation('setMyTour', { body: { state: 'skipped' } }),
    changes: ['readMyTour'],
    done: () => navigate({ to: '/' }),
  });
  return (
    <Button variant="default" loading={skip.isPending} onClick={() => skip.mutate()}>
      {TOUR_WORDS.skip}
    </Button>
  );
}

/** Templates that people with the reader's roles start with, by use case, in their order. */
function beginsOf(starters: AnswerOf<'listStarterSet'> | undefined): readonly string[] {
  const templates = (starters?.rows ?? []).filter(({ asset }) => asset.kind === 'template');
  return templates.map(({ asset }) => asset.useCaseId);
}

type ChoosingProps = {
  readonly rules: Rules;
  readonly open: readonly UseCaseRules[];
  readonly begins: readonly string[];
};

function Choosing({ rules, open, begins }: ChoosingProps) {
  const search = route.useSearch();
  const first = begins.map((id) => open.find((one) => one.id === id)).find((one) => one !== undefined);
  const useCase = open.find(({ id }) => id === search.useCase) ?? first ?? open[0];
  if (useCase === undefined) return <Empty title={TOUR_WORDS.none} />;
  return <Steps key={useCase.id} rules={rules} open={open} useCase={useCase} />;
}

type StepsProps = {
  readonly rules: Rules;
  readonly open: readonly UseCaseRules[];
  readonly useCase: UseCaseRules;
};

function Steps({ rules, open, useCase }: StepsProps) {
  const { step = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const call = useTourCall(useCase);
  const go = (change: TourSearch) => void navigate({ search: (now) => ({ ...now, ...change }) });
  const isWritten = call.text.trim() !== '' && !call.isRefused;
  const shown: Readonly<Record<number, ReactNode>> = {
    1: <RecordedStep rules={rules} />,
    2: <RulesStep open={open} />,
    3: <ChooseStep open={open} useCase={useCase} call={call} onUseCase={(id) => go({ useCase: id })} />,
    4: <WriteStep call={call} />,
    5: <SendStep call={call} useCase={useCase} onBack={() => go({ step: 4 })} />,
  };
  const name = TOUR_WORDS.steps[step - 1] ?? '';
  return (
    <Stack gap="md" maw={860}>
      <StepList step={step} />
      <Panel title={TOUR_WORDS.step(step, name)}>
        <Part waiting={<Waiting lines={8} />}>{shown[step]}</Part>
      </Panel>
      <Group justify="space-between">
        <Button variant="default" disabled={step === 1} onClick={() => go({ step: step - 1 })}>
          {TOUR_WORDS.back}
        </Button>
        {step === STEPS ? null : (
          <Button disabled={step === 4 && !isWritten} onClick={() => go({ step: step + 1 })}>
            {TOUR_WORDS.next}
          </Button>
        )}
      </Group>
      <Text className="sr-only" role="status">
        {TOUR_WORDS.step(step, name)}
      </Text>
    </Stack>
  );
}

function StepList({ step }: { readonly step: number }) {
  return (
    <ol className="step-list" aria-label={TOUR_WORDS.stepsLabel}>
      {TOUR_WORDS.steps.map((name, place) => (
        <li
          key={name}
          data-state={place + 1 < step ? 'past' : place + 1 === step ? 'now' : 'coming'}
          {...(place + 1 === step ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="step-number">{place + 1}</span> {name}
        </li>
      ))}
    </ol>
  );
}
