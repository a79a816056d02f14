import { Text } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { VERSION_WORDS } from '../words/policy-words.ts';
import { type Difference, diffPolicies } from './policy-diff.ts';
import { type Policy, readPolicy } from './policy-document.ts';

export type DiffPanelProps = { readonly policy: Policy; readonly baseId: string | null };

/** What a version says otherwise than the one that it was written against. */
export function DiffPanel({ policy, baseId }: DiffPanelProps) {
  return baseId === null ? (
    <Panel title={VERSION_WORDS.diffTitle}>
      <Text size="sm">{VERSION_WORDS.diffFirst}</Text>
    </Panel>
  ) : (
    <AgainstBase policy={policy} baseId={baseId} />
  );
}

function AgainstBase({ policy, baseId }: { readonly policy: Policy; readonly baseId: string }) {
  const base = useOperation('readPolicyVersion', { params: { id: baseId } });
  return (
    <Panel title={VERSION_WORDS.diff(baseId)}>
      <Loaded query={base} lines={4}>
        {({ document }) => <DiffList differences={diffPolicies({ before: readPolicy(document), after: policy })} />}
      </Loaded>
    </Panel>
  );
}

export function DiffList({ differences }: { readonly differences: readonly Difference[] }) {
  if (differences.length === 0) return <Text size="sm">{VERSION_WORDS.diffNone}</Text>;
  return (
    <ul className="line-list">
      {differences.map((difference) => {
        const [tone, word] = kindOf(difference);
        return (
          <li key={`${difference.kind} ${difference.name}`} className="rule">
            <Text size="sm" fw={500}>
              <Mark tone={tone}>{word}</Mark> {VERSION_WORDS.parts[difference.kind]}
              {difference.kind === 'row' || difference.kind === 'case' ? ` ${difference.name}` : ''}
            </Text>
            {difference.before === null ? null : (
              <del className="diff" dir="auto">
                {difference.before}
              </del>
            )}
            {difference.after === null ? null : (
              <ins className="diff" dir="auto">
                {difference.after}
              </ins>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function kindOf({ before, after }: Difference): readonly [Tone, string] {
  if (before === null) return ['good', VERSION_WORDS.added];
  return after === null ? ['stop', VERSION_WORDS.removed] : ['warn', VERSION_WORDS.changed];
}
