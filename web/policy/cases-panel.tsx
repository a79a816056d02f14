import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { EDITOR_WORDS, VERSION_WORDS } from '../words/policy-words.ts';
import type { Policy } from './policy-document.ts';

type Checked = AnswerOf<'checkPolicy'>;

/** The cases of a version, tried with the use cases and models as they are now. */
export function CasesPanel({ policy }: { readonly policy: Policy }) {
  const checked = useOperation('checkPolicy', { body: { document: policy } });
  return (
    <Panel title={VERSION_WORDS.cases} note={VERSION_WORDS.casesNote}>
      <Loaded query={checked} lines={6}>
        {(data) => <CheckedWords checked={data} />}
      </Loaded>
    </Panel>
  );
}

/** What is wrong with a policy, and how each of its cases comes out. */
export function CheckedWords({ checked }: { readonly checked: Checked }) {
  const passed = checked.cases.filter((one) => one.passed).length;
  return (
    <Stack gap="sm">
      {checked.remarks.length === 0 ? null : (
        <ul className="line-list">
          {checked.remarks.map((remark) => (
            <li key={`${remark.pointer} ${remark.line} ${remark.what}`} className="rule">
              <Text size="sm">
                <Mark tone={remark.severity === 'fault' ? 'stop' : 'warn'}>{EDITOR_WORDS[remark.severity]}</Mark>{' '}
                {remark.what}
              </Text>
              <Text size="xs" c="dimmed">
                {remark.remedy} {remark.line === null ? remark.pointer : EDITOR_WORDS.line(remark.line)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {checked.cases.length === 0 ? (
        <Empty title={VERSION_WORDS.noCase} />
      ) : (
        <>
          <Text size="sm">{VERSION_WORDS.inCases(passed, checked.cases.length)}</Text>
          <ul className="line-list">
            {checked.cases.map((one) => (
              <li key={one.index} className="rule">
                <Text size="sm">
                  <Mark tone={one.passed ? 'good' : 'stop'}>
                    {one.passed ? VERSION_WORDS.passed : VERSION_WORDS.failed}
                  </Mark>{' '}
                  {one.name}
                </Text>
                {one.faults.length === 0 ? null : (
                  <Text size="xs" c="dimmed">
                    {one.faults.join(' ')}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Stack>
  );
}
