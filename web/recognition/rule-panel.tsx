import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';

type Rules = AnswerOf<'readRecognitionRule'>;
type Rule = Rules['starter'];

/** The targets, which stand before the work. */
export function RulePanel() {
  const rules = useOperation('readRecognitionRule', {});
  const current = rules.data?.current ?? null;
  return (
    <Panel
      title={RECOGNITION_WORDS.rule}
      note={current === null ? undefined : RECOGNITION_WORDS.ruleNote(current.version, current.fromMonth)}
      action={<TextLink to="/recognition/rule">{RECOGNITION_WORDS.ruleMore}</TextLink>}
    >
      <Loaded query={rules} lines={8}>
        {(data) => (data.current === null ? <NoRule rules={data} /> : <RuleText rule={data.current.rule} />)}
      </Loaded>
    </Panel>
  );
}

function NoRule({ rules: { others, starter } }: { readonly rules: Rules }) {
  const mayPublish = useMay()('control.write:programmes') && others.length === 0;
  return (
    <Stack gap="md">
      <Empty
        title={RECOGNITION_WORDS.noRule}
        action={
          mayPublish ? (
            <ReasonButton
              label={RECOGNITION_WORDS.publish}
              note={RECOGNITION_WORDS.publishNote}
              carryOut={(note, idempotencyKey) =>
                callOperation('publishRecognitionRule', { body: { rule: starter, note }, idempotencyKey })
              }
              changes={['readRecognitionRule']}
            />
          ) : undefined
        }
      >
        {RECOGNITION_WORDS.noRuleWhy}
      </Empty>
      <Text size="sm" fw={600}>
        {RECOGNITION_WORDS.starter}
      </Text>
      <RuleText rule={starter} />
    </Stack>
  );
}

/** A rule in words: the whole, and each category with its targets. */
export function RuleText({ rule }: { readonly rule: Rule }) {
  return (
    <Stack gap="sm">
      <Facts
        facts={[
          [RECOGNITION_WORDS.pool, RECOGNITION_WORDS.poolPoints(count(rule.poolPoints))],
          [RECOGNITION_WORDS.pointMeans, rule.pointMeans ?? RECOGNITION_WORDS.itself],
          [RECOGNITION_WORDS.teamShare, RECOGNITION_WORDS.percent(rule.teamSharePercent)],
          [RECOGNITION_WORDS.peopleShown, RECOGNITION_WORDS.shownTo[rule.peopleShown]],
          [RECOGNITION_WORDS.compliance, RECOGNITION_WORDS.percent(rule.complianceMinPercent)],
        ]}
      />
      <div className="table-scroll">
        <table className="table table-stack table-inset">
          <thead>
            <tr>
              <th>{RECOGNITION_WORDS.category}</th>
              <th>{RECOGNITION_WORDS.honours}</th>
              <th>{RECOGNITION_WORDS.targets}</th>
            </tr>
          </thead>
          <tbody>
            {rule.categories.map((category) => (
              <tr key={category.id}>
                <td>{category.name}</td>
                <td data-label={RECOGNITION_WORDS.honours}>{category.honours}</td>
                <td data-label={RECOGNITION_WORDS.targets}>
                  <div>
                    {category.levels.map(({ id, name, points, teamPoints, months }) => (
                      <div key={id}>{RECOGNITION_WORDS.target(name, points, teamPoints, months)}</div>
                    ))}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Stack>
  );
}
