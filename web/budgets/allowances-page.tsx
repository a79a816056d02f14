import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay, useMayOpen } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { Standing } from './allowance-panel.tsx';
import { RulePanel, type RuleVersion } from './rule-panel.tsx';

type Owned = AnswerOf<'listMyEnvelopes'>['owned'][number];

const WORDS = ALLOWANCE_WORDS;
const BUDGETS = { permission: 'control.read:budgets', within: ['team', 'use_case'] } as const;

/** The rule by which allowances grow, for everybody; and for owners what it gives theirs. */
export function AllowancesPage() {
  const rule = useOperation('readAllowanceRule', {});
  const envelopes = useOperation('listMyEnvelopes', {});
  const mayWrite = useMay()('control.write:budgets');
  const maySeeBudgets = useMayOpen()(BUDGETS);
  return (
    <Page
      title={WORDS.title}
      lead={WORDS.lead}
      action={mayWrite ? <ButtonLink to="/allowances/new">{WORDS.write}</ButtonLink> : undefined}
    >
      <Together queries={[rule, envelopes]} lines={14}>
        <Stack gap="md">
          {maySeeBudgets ? <TextLink to="/budgets">{WORDS.back}</TextLink> : null}
          <Loaded query={rule} lines={8}>
            {({ current, earlier }) =>
              current === null ? (
                <Panel title={WORDS.title}>
                  <Empty title={WORDS.noRule}>{WORDS.noRuleWhy}</Empty>
                </Panel>
              ) : (
                <Stack gap="md">
                  <RulePanel current={current} />
                  <Loaded query={envelopes} lines={5}>
                    {({ owned }) =>
                      owned.length === 0 ? null : <Yours rows={owned.filter(({ isRuled }) => isRuled)} />
                    }
                  </Loaded>
                  {earlier.length === 0 ? null : <Earlier versions={earlier} />}
                </Stack>
              )
            }
          </Loaded>
        </Stack>
      </Together>
    </Page>
  );
}

function Yours({ rows }: { readonly rows: readonly Owned[] }) {
  return (
    <Panel title={WORDS.yours} note={WORDS.yoursNote}>
      {rows.length === 0 ? (
        <Empty title={WORDS.noneYours} />
      ) : (
        <Stack gap="lg">
          {rows.map(({ id, name, sentence }) => (
            <section key={id} aria-label={name}>
              <Text fw={600} dir="auto">
                {name}
              </Text>
              <Text size="xs" c="dimmed" mb="xs">
                {sentence}
              </Text>
              <Standing envelopeId={id} mayAsk />
            </section>
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function Earlier({ versions }: { readonly versions: readonly RuleVersion[] }) {
  return (
    <Panel title={WORDS.earlier} flush>
      <div className="table-scroll">
        <table className="table table-stack">
          <thead>
            <tr>
              <th className="number">{WORDS.version}</th>
              <th>{WORDS.at}</th>
              <th>{WORDS.publishedBy}</th>
              <th>{WORDS.whyColumn}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, publishedAt, publishedBy, note }) => (
              <tr key={version}>
                <td className="number">{version}</td>
                <td data-label={WORDS.at}>
                  <Moment at={publishedAt} />
                </td>
                <td data-label={WORDS.publishedBy}>
                  <bdi>{publishedBy}</bdi>
                </td>
                <td data-label={WORDS.whyColumn} dir="auto">
                  {note}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
