import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { Facts } from '../states/facts.tsx';
import { Panel } from '../states/panel.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';

export type RuleVersion = NonNullable<AnswerOf<'readAllowanceRule'>['current']>;
export type Rule = RuleVersion['rule'];
type Tranche = Rule['tranches'][number];

const WORDS = ALLOWANCE_WORDS;

/** The rule in the words of whoever it is for. */
export function RulePanel({ current }: { readonly current: RuleVersion }) {
  const { rule, version, note, publishedAt, publishedBy } = current;
  return (
    <Panel title={WORDS.rule(version)} note={WORDS.published(publishedBy, momentInWords({ at: publishedAt }))}>
      <Stack gap="md">
        <ul className="line-list">
          {rule.tranches.map((tranche) => (
            <li key={tranche.id} className="line">
              <TrancheInWords tranche={tranche} />
              <span className="line-end">
                <Text className="figures figure-value">{WORDS.adds(tranche.percentOfCap)}</Text>
                <Text size="xs" c="dimmed">
                  {WORDS.addsNote}
                </Text>
              </span>
            </li>
          ))}
        </ul>
        <Facts
          facts={[
            [WORDS.forWhom, forWhomInWords(rule)],
            [WORDS.window, WORDS.windowOf(rule.windowDays, rule.callsMin)],
            [WORDS.when, WORDS.whenIs],
            [WORDS.note, <bdi key="note">{note}</bdi>],
          ]}
        />
        <Text size="sm" c="dimmed">
          {WORDS.never}
        </Text>
      </Stack>
    </Panel>
  );
}

function TrancheInWords({ tranche: { name, conditions } }: { readonly tranche: Tranche }) {
  const sentences = conditions.map(({ input, is, value }) => WORDS.inputs[input](is, value));
  return (
    <div>
      <Text size="sm" fw={500} dir="auto">
        {name}
      </Text>
      {sentences.length === 1 ? (
        <Text size="sm">{sentences[0]}</Text>
      ) : (
        <>
          <Text size="sm">{WORDS.allOf}</Text>
          <ul className="sentences">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function forWhomInWords({ scopedBy, envelopeIds }: Rule): string {
  const scopes = scopedBy.map((scope) => WORDS.scopes[scope]);
  return [...scopes, ...(envelopeIds.length === 0 ? [] : [WORDS.named(envelopeIds)])].join(', ');
}
