import { Button, Group, Text } from '@mantine/core';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { TOUR_WORDS } from '../words/tour-words.ts';
import { HouseSteps } from './house-steps.tsx';

/** On the first page, for whoever has never called, or has a house to open to others: an offer, not a hurdle. */
export function TourOffer() {
  const tour = useOperation('readMyTour', {});
  const skip = useWrite({
    carryOut: () => callOperation('setMyTour', { body: { state: 'skipped' } }),
    changes: ['readMyTour'],
  });
  const steps = tour.data?.houseSteps ?? null;
  const putAway = (
    <Button
      variant="subtle"
      color="gray"
      {...(steps === null ? {} : { size: 'compact-sm' })}
      loading={skip.isPending}
      onClick={() => skip.mutate()}
    >
      {TOUR_WORDS.notNow}
    </Button>
  );
  if (steps !== null)
    return (
      <Panel title={TOUR_WORDS.first} note={TOUR_WORDS.firstWhy} action={putAway}>
        {skip.error === null ? null : <Trouble error={skip.error} />}
        <HouseSteps steps={steps} />
      </Panel>
    );
  if (tour.data?.isOffered !== true) return null;
  return (
    <Panel title={TOUR_WORDS.offer}>
      {skip.error === null ? null : <Trouble error={skip.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw={620}>
          {TOUR_WORDS.offerWhy}
        </Text>
        <Group gap="xs">
          {putAway}
          <ButtonLink to="/tour">{TOUR_WORDS.begin}</ButtonLink>
        </Group>
      </Group>
    </Panel>
  );
}
