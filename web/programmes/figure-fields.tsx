import { Button, Group, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { PersonChoice } from '../people/person-choice.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import type { ProgrammeForm } from './programme-values.ts';

const WORDS = PROGRAMME_WORDS.figures;
const CATEGORIES_MAX = 6;

/** The figures that the model has, and no others. */
export function FigureFields({ form }: { readonly form: ProgrammeForm }) {
  const { model } = form.values;
  return (
    <Stack gap="md">
      <NumberInput
        label={WORDS.teamPercent}
        description={WORDS.teamPercentHelp}
        {...{ min: 0, max: 100, allowDecimal: false, maw: 320 }}
        {...form.getInputProps('teamPercent')}
      />
      {model === 'compliance_weighted' ? (
        <NumberInput
          label={WORDS.adherence}
          description={WORDS.adherenceHelp}
          {...{ min: 0, max: 100, allowDecimal: false, maw: 320 }}
          {...form.getInputProps('adherencePercent')}
        />
      ) : null}
      {model === 'raw_token_leaderboard' ? <BoardFields form={form} /> : null}
      {model === 'tiered_rewards' ? <TierFields form={form} /> : null}
    </Stack>
  );
}

function BoardFields({ form }: { readonly form: ProgrammeForm }) {
  return (
    <>
      <NumberInput
        label={WORDS.cap}
        description={WORDS.capHelp}
        {...{ min: 100, max: 10_000, allowDecimal: false, maw: 320 }}
        {...form.getInputProps('tokenCapPercent')}
      />
      <div className="grid-two">
        <PersonChoice
          label={WORDS.watch}
          description={WORDS.watchHelp}
          value={form.values.watchPersonId}
          error={form.errors['watchPersonId']}
          onChange={(personId) => form.setFieldValue('watchPersonId', personId)}
        />
        <NumberInput
          label={WORDS.burst}
          description={WORDS.burstHelp}
          {...{ min: 1.5, max: 100, step: 0.5 }}
          {...form.getInputProps('burstTimes')}
        />
      </div>
    </>
  );
}

function TierFields({ form }: { readonly form: ProgrammeForm }) {
  const { categories } = form.values;
  return (
    <>
      <TextInput label={WORDS.levels} description={WORDS.levelsHelp} maw={320} {...form.getInputProps('levels')} />
      <fieldset className="parameters">
        <legend>{WORDS.categories}</legend>
        <Text size="xs" c="dimmed">
          {WORDS.categoriesHelp}
        </Text>
        {categories.map((_category, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: categories have no names until they are given one
          <Group key={place} gap="sm" align="flex-start" wrap="wrap">
            <TextInput
              label={WORDS.category(place + 1)}
              flex="1 1 160px"
              maxLength={200}
              dir="auto"
              {...form.getInputProps(`categories.${place}.name`)}
            />
            <Textarea
              label={WORDS.rule(place + 1)}
              flex="3 1 260px"
              autosize
              maxLength={1_000}
              dir="auto"
              {...form.getInputProps(`categories.${place}.rule`)}
            />
            <Button
              variant="subtle"
              color="gray"
              mt={24}
              aria-label={WORDS.removeCategory(place + 1)}
              onClick={() => form.removeListItem('categories', place)}
            >
              {WORDS.remove}
            </Button>
          </Group>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          style={{ justifySelf: 'start', alignSelf: 'flex-start' }}
          disabled={categories.length >= CATEGORIES_MAX}
          onClick={() => form.insertListItem('categories', { name: '', rule: '' })}
        >
          {WORDS.add}
        </Button>
      </fieldset>
    </>
  );
}
