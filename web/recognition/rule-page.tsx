import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { useNow } from '../states/use-now.ts';
import { RULE_WORDS } from '../words/rule-words.ts';
import { CategoriesPanel } from './categories-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { PrivatePanel } from './private-panel.tsx';
import { PublishPanel } from './publish-panel.tsx';
import { monthsBack } from './recognition-search.ts';
import { RuleText } from './rule-panel.tsx';
import { WholePanel } from './whole-panel.tsx';

type Rules = AnswerOf<'readRecognitionRule'>;
export type Rule = Rules['starter'];

const MONTHS_SHOWN = 13;

/** The rule of recognition, to be read with its history; whoever may publishes the next version. */
export function RulePage() {
  const may = useMay();
  const rules = useOperation('readRecognitionRule', {});
  const months = monthsBack(useNow(), MONTHS_SHOWN);
  return (
    <Page title={RULE_WORDS.title} lead={RULE_WORDS.lead}>
      <Stack gap="md">
        <TextLink to="/recognition">{RULE_WORDS.back}</TextLink>
        <Loaded query={rules} lines={14}>
          {(data) => (
            <Stack gap="md">
              <HistoryPanel rules={data} />
              {may('control.write:programmes') ? (
                <Editor rules={data} />
              ) : (
                <Panel title={RULE_WORDS.categories}>
                  <RuleText rule={data.current?.rule ?? data.starter} />
                </Panel>
              )}
              {may('control.read:programmes') ? (
                <>
                  <PreviewPanel months={months} />
                  <PrivatePanel />
                </>
              ) : null}
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

/** What was last published is what the next version begins from. */
function Editor({ rules }: { readonly rules: Rules }) {
  const versions = [...(rules.current === null ? [] : [rules.current]), ...rules.others];
  const newest = versions.toSorted((one, other) => other.version - one.version)[0];
  const from = newest?.rule ?? rules.starter;
  const [rule, setRule] = useState<Rule>(from);
  return (
    <>
      <WholePanel rule={rule} onChange={setRule} />
      <CategoriesPanel rule={rule} onChange={setRule} />
      <PublishPanel rule={rule} isChanged={newest === undefined || JSON.stringify(rule) !== JSON.stringify(from)} />
    </>
  );
}

function HistoryPanel({ rules: { current, others } }: { readonly rules: Rules }) {
  const rows = [...(current === null ? [] : [current]), ...others].toSorted(
    (one, other) => other.version - one.version,
  );
  if (rows.length === 0)
    return (
      <Panel title={RULE_WORDS.history}>
        <Empty title={RULE_WORDS.none} />
      </Panel>
    );
  return (
    <Panel title={RULE_WORDS.history} note={RULE_WORDS.historyNote} flush>
      <div className="table-scroll">
        <table className="table table-stack">
          <thead>
            <tr>
              <th>{RULE_WORDS.version}</th>
              <th>{RULE_WORDS.note}</th>
              <th>{RULE_WORDS.share}</th>
              <th>{RULE_WORDS.month}</th>
              <th>{RULE_WORDS.by}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.version}>
                <td>
                  {row.version}{' '}
                  <Mark tone={row.version === current?.version ? 'good' : 'plain'}>
                    {row.version === current?.version
                      ? RULE_WORDS.now
                      : row.version > (current?.version ?? 0)
                        ? RULE_WORDS.toCome
                        : RULE_WORDS.before}
                  </Mark>
                </td>
                <td data-label={RULE_WORDS.note} dir="auto">
                  {row.note}
                </td>
                <td data-label={RULE_WORDS.share}>{RULE_WORDS.split(row.rule.teamSharePercent)}</td>
                <td data-label={RULE_WORDS.month}>{row.fromMonth}</td>
                <td data-label={RULE_WORDS.by}>
                  <span>
                    <bdi>{row.publishedBy}</bdi>
                    <Text size="xs" c="dimmed">
                      <Moment at={row.publishedAt} day />
                    </Text>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
