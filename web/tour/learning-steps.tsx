import { NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Loaded } from '../states/loaded.tsx';
import { TOUR_WORDS } from '../words/tour-words.ts';
import { TemplateForm } from '../workbench/template-dialog.tsx';
import type { TourCall } from './use-tour-call.ts';

type Rules = AnswerOf<'readMyRules'>;
type UseCaseRules = Rules['useCases'][number];
type Template = AnswerOf<'listLibrary'>['rows'][number];

export function RecordedStep({ rules }: { readonly rules: Rules }) {
  return (
    <Stack gap="md">
      <Sentences title={TOUR_WORDS.recorded} sentences={rules.recorded} />
      <Sentences title={TOUR_WORDS.seenBy} sentences={rules.seenBy} />
    </Stack>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  return (
    <div>
      <Text fw={500} mb={4}>
        {title}
      </Text>
      <ul className="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

export function RulesStep({ open }: { readonly open: readonly UseCaseRules[] }) {
  return (
    <Stack gap="sm">
      <Text size="sm">{TOUR_WORDS.rulesLead}</Text>
      <ul className="line-list">
        {open.map(({ id, name, purpose, models, dataClasses, templates }) => (
          <li key={id} className="finding">
            <Text fw={500}>{name}</Text>
            <Text size="sm">{purpose}</Text>
            <Text size="xs" c="dimmed">
              {TOUR_WORDS.models}: {models.join(', ')}. {TOUR_WORDS.data}: {dataClasses.join(', ')}.{' '}
              {TOUR_WORDS.templates}: {templates.length > 0 ? TOUR_WORDS.onlyTemplates : TOUR_WORDS.freely}.
            </Text>
          </li>
        ))}
      </ul>
      <TextLink to="/rules">{TOUR_WORDS.whole}</TextLink>
    </Stack>
  );
}

export type ChooseStepProps = {
  readonly open: readonly UseCaseRules[];
  readonly useCase: UseCaseRules;
  readonly call: TourCall;
  readonly onUseCase: (id: string) => void;
};

export function ChooseStep({ open, useCase, call, onUseCase }: ChooseStepProps) {
  const query = { kind: 'template', useCaseId: useCase.id, status: 'active', limit: 100 } as const;
  const list = useOperation('listLibrary', { query });
  const starters = useOperation('listStarterSet', {});
  const own = new Set((starters.data?.rows ?? []).map(({ asset }) => asset.id));
  return (
    <Stack gap="md">
      <NativeSelect
        label={TOUR_WORDS.useCase}
        description={useCase.purpose}
        data={open.map(({ id, name }) => ({ value: id, label: name }))}
        value={useCase.id}
        onChange={({ currentTarget }) => onUseCase(currentTarget.value)}
      />
      <Loaded query={list} lines={3}>
        {({ rows }) => (
          <Beginnings
            rows={rows
              .filter(({ standing }) => standing.inUse?.isApproved === true)
              .toSorted((one, other) => Number(own.has(other.id)) - Number(own.has(one.id)))}
            starters={own}
            call={call}
          />
        )}
      </Loaded>
    </Stack>
  );
}

type BeginningsProps = {
  readonly rows: readonly Template[];
  /** What people with the reader's roles start with. */
  readonly starters: ReadonlySet<string>;
  readonly call: TourCall;
};

function Beginnings({ rows, starters, call }: BeginningsProps) {
  const begun = rows.find(({ id }) => call.rendered?.header.startsWith(`${id}@`));
  const [chosenId, setChosenId] = useState(begun?.id ?? '');
  const chosen = rows.find(({ id }) => id === chosenId);
  const choose = (id: string) => {
    setChosenId(id);
    if (call.rendered !== null) call.take(null);
  };
  return (
    <Stack gap="sm">
      <Radio.Group label={TOUR_WORDS.template} description={TOUR_WORDS.templateWhy} value={chosenId} onChange={choose}>
        <Stack gap={6} mt={8}>
          <Radio value="" label={TOUR_WORDS.ownWords} />
          {rows.map(({ id, name, description }) => (
            <Radio
              key={id}
              value={id}
              label={starters.has(id) ? TOUR_WORDS.starter(name) : name}
              description={description}
            />
          ))}
        </Stack>
      </Radio.Group>
      {chosen === undefined ? null : call.rendered === null ? (
        <TemplateForm
          key={chosen.id}
          assetId={chosen.id}
          version={chosen.standing.inUse?.version ?? 1}
          onTake={call.take}
        />
      ) : (
        <Text size="sm" role="status">
          {TOUR_WORDS.filled(call.rendered.header)}
        </Text>
      )}
    </Stack>
  );
}
