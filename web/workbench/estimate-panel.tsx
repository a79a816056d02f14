import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import { TextLink } from '../shell/links.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { ESTIMATE_WORDS } from '../words/estimate-words.ts';
import { type Estimate, type EstimatedDraft, useEstimate } from './use-estimate.ts';

export type EstimatePanelProps = { readonly draft: EstimatedDraft; readonly onModel: (modelId: string) => void };

/** What the draft would cost and mean, before it is sent, with what the figures rest on. */
export function EstimatePanel({ draft, onModel }: EstimatePanelProps) {
  const { data, error } = useEstimate(draft);
  const isEmpty = draft.text.trim() === '';
  return (
    <Panel title={ESTIMATE_WORDS.title} note={ESTIMATE_WORDS.note}>
      {error === null ? null : <Trouble error={error} />}
      {isEmpty || data === undefined ? (
        <Text size="sm" c="dimmed">
          {ESTIMATE_WORDS.nothingTyped}
        </Text>
      ) : (
        <Estimated estimate={data} onModel={onModel} />
      )}
    </Panel>
  );
}

function Estimated({ estimate, onModel }: { readonly estimate: Estimate } & Pick<EstimatePanelProps, 'onModel'>) {
  const { cost, cheaper, isTooLong, sentences, tightest, points } = estimate;
  return (
    <Stack gap="sm">
      <Figure label={ESTIMATE_WORDS.cost} value={aboutOf(cost)} note={rangeOf(cost)} />
      {isTooLong ? <Mark tone="warn">{ESTIMATE_WORDS.tooLong}</Mark> : null}
      {cheaper === null ? null : (
        <div className="line">
          <Text size="sm">{ESTIMATE_WORDS.cheaper(cheaper.modelId, dollars(cheaper.costNanodollars))}</Text>
          <Button size="compact-xs" variant="default" className="line-end" onClick={() => onModel(cheaper.modelId)}>
            {ESTIMATE_WORDS.takeIt}
          </Button>
        </div>
      )}
      {tightest === null ? null : (
        <Text size="xs" c="dimmed">
          {ESTIMATE_WORDS.left(tightest.name, tightest.sentence)}
        </Text>
      )}
      <Unfold title={ESTIMATE_WORDS.restsOn}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Unfold>
      <Unfold title={ESTIMATE_WORDS.points}>
        <li>{points.sentence}</li>
        {points.ways.map(({ kind, sentence }) => (
          <li key={kind}>{sentence}</li>
        ))}
        <li>
          {ESTIMATE_WORDS.formula(points.formulaVersion)} <TextLink to="/points">{ESTIMATE_WORDS.myPoints}</TextLink>
        </li>
      </Unfold>
    </Stack>
  );
}

function Unfold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="unfold">
      <summary>{title}</summary>
      <ul className="sentences">{children}</ul>
    </details>
  );
}

function aboutOf({ priced, usualNanodollars, lowerNanodollars }: Estimate['cost']): string {
  if (!priced) return ESTIMATE_WORDS.unpriced;
  return usualNanodollars === null
    ? ESTIMATE_WORDS.atLeast(dollars(lowerNanodollars))
    : ESTIMATE_WORDS.about(dollars(usualNanodollars));
}

function rangeOf({ priced, lowerNanodollars, upperNanodollars }: Estimate['cost']): string {
  if (!priced) return ESTIMATE_WORDS.notFree;
  if (upperNanodollars === null) return ESTIMATE_WORDS.noUpper;
  return ESTIMATE_WORDS.range(dollars(lowerNanodollars), dollars(upperNanodollars));
}
