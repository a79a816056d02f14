import { Text } from '@mantine/core';
import { lazy, useState } from 'react';
import { useMyRules } from '../rules/use-my-rules.ts';
import { Part } from '../states/broken.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import { BenchComposer } from './bench-composer.tsx';
import { CallChoice } from './call-choice.tsx';
import { CostPanel } from './cost-panel.tsx';
import { EstimatePanel } from './estimate-panel.tsx';
import { InspectionPanel } from './inspection-panel.tsx';
import { TurnList } from './turn-list.tsx';
import { type UseCaseRules, useBench } from './use-bench.ts';

// Dialogs are loaded when somebody opens them.
const TemplateDialog = lazy(async () => ({ default: (await import('./template-dialog.tsx')).TemplateDialog }));
const SaveTemplate = lazy(async () => ({ default: (await import('../library/save-template.tsx')).SaveTemplate }));

/** A conversation on the gateway, looked at before anything is sent. */
export function WorkbenchPage() {
  const rules = useMyRules();
  return (
    <Page title={WORKBENCH_WORDS.title} lead={WORKBENCH_WORDS.lead}>
      <Loaded query={rules} lines={8}>
        {({ useCases }) => {
          const open = useCases.filter(({ stopped, models }) => stopped === null && models.length > 0);
          return open.length === 0 ? (
            <Empty title={WORKBENCH_WORDS.noUseCase}>{WORKBENCH_WORDS.noUseCaseWhy}</Empty>
          ) : (
            <WorkbenchTable useCases={open} />
          );
        }}
      </Loaded>
    </Page>
  );
}

function WorkbenchTable({ useCases }: { readonly useCases: readonly UseCaseRules[] }) {
  const bench = useBench(useCases);
  const [choosing, setChoosing] = useState(bench.wishedTemplate !== undefined);
  const [saved, setSaved] = useState<string>();
  const { useCase, model, conversation, rendered } = bench;
  const useCaseId = useCase?.id ?? '';
  return (
    <div className="bench">
      <div className="bench-main">
        {conversation.turns.length === 0 ? <Begin /> : <TurnList turns={conversation.turns} onSave={setSaved} />}
        <BenchComposer bench={bench} onTemplate={() => setChoosing(true)} onSave={() => setSaved(bench.text)} />
      </div>
      <aside className="bench-side" aria-label={WORKBENCH_WORDS.aside}>
        <CallChoice useCases={useCases} useCase={useCase} model={model} onChange={bench.choose} />
        <InspectionPanel inspection={bench.inspection} isEmpty={bench.text.trim() === ''} />
        <EstimatePanel
          draft={{
            ...{ text: bench.text, useCaseId, model, turns: conversation.turns },
            template: rendered?.header ?? null,
            system: rendered?.place === 'system' ? rendered.text : null,
          }}
          onModel={(id) => bench.choose({ model: id })}
        />
        <CostPanel conversation={conversation} />
      </aside>
      <Part>
        {choosing ? (
          <TemplateDialog
            useCaseId={useCaseId}
            wish={bench.wishedTemplate}
            onClose={() => setChoosing(false)}
            onTake={(rendered) => {
              setChoosing(false);
              bench.take(rendered);
            }}
          />
        ) : null}
        {saved === undefined ? null : (
          <SaveTemplate text={saved} useCases={useCases} useCaseId={useCaseId} onClose={() => setSaved(undefined)} />
        )}
      </Part>
    </div>
  );
}

function Begin() {
  return (
    <div className="bench-begin">
      <Text fw={500}>{WORKBENCH_WORDS.begin}</Text>
      <Text size="sm" c="dimmed" maw={460}>
        {WORKBENCH_WORDS.beginWhy}
      </Text>
    </div>
  );
}
