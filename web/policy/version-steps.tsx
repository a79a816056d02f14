import { Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { VERSION_WORDS } from '../words/policy-words.ts';
import type { WholeVersion } from './version-page.tsx';

type Step =
  | 'propose'
  | 'approve'
  | 'unapprove'
  | 'stage'
  | 'publish'
  | 'rollBack'
  | 'retire'
  | 'shadowOn'
  | 'shadowOff'
  | 'withdraw';

const CHANGES = ['readPolicy', 'listPolicyVersions', 'readPolicyVersion'] as const;
const FIRST: readonly Step[] = ['propose', 'approve', 'publish', 'rollBack'];
const SHARE_PERCENT = 10;

/** What can be done with a version as it stands; whether this person may is said by the server all the same. */
export function VersionSteps({ version }: { readonly version: WholeVersion }) {
  const { person } = useSession();
  const mayChange = useMay()('control.write:policy');
  const steps = stepsOf(version, person.id);
  const nothing = version.state === 'active' ? VERSION_WORDS.decides : VERSION_WORDS.noStep;
  const sentence = mayChange ? nothing : VERSION_WORDS.noRight;
  return (
    <Panel title={VERSION_WORDS.steps} note={VERSION_WORDS.stepsNote}>
      {mayChange && steps.length > 0 ? (
        <Group gap="sm">
          {steps.map((step) => (
            <StepButton key={step} step={step} version={version} />
          ))}
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {sentence}
        </Text>
      )}
    </Panel>
  );
}

function StepButton({ step, version }: { readonly step: Step; readonly version: WholeVersion }) {
  const [percent, setPercent] = useState<number | string>(SHARE_PERCENT);
  const isShare = typeof percent === 'number' && percent >= 1 && percent <= 99;
  return (
    <ReasonButton
      plain
      filled={FIRST.includes(step)}
      label={VERSION_WORDS[step]}
      note={step === 'shadowOff' ? undefined : VERSION_WORDS[`${step}Note`]}
      changes={CHANGES}
      isReady={step !== 'stage' || isShare}
      fields={
        step === 'stage' ? (
          <NumberInput label={VERSION_WORDS.stageShare} value={percent} min={1} max={99} onChange={setPercent} />
        ) : undefined
      }
      carryOut={(_reason, idempotencyKey) => take({ step, version, share: Number(percent) / 100, idempotencyKey })}
    />
  );
}

type Taking = {
  readonly step: Step;
  readonly version: WholeVersion;
  readonly share: number;
  readonly idempotencyKey: string;
};

function take({ step, version, share, idempotencyKey }: Taking): Promise<unknown> {
  const request = { params: { id: version.id }, ifRevision: version.revision, idempotencyKey } as const;
  switch (step) {
    case 'propose':
      return callOperation('proposePolicyVersion', { ...request, body: {} });
    case 'approve':
      return callOperation('approvePolicyVersion', { ...request, body: {} });
    case 'unapprove':
      return callOperation('unapprovePolicyVersion', { ...request, body: {} });
    case 'stage':
      return callOperation('stagePolicyVersion', { ...request, body: { share } });
    case 'publish':
      return callOperation('publishPolicyVersion', { ...request, body: {} });
    case 'rollBack':
      return callOperation('rollBackPolicyVersion', { ...request, body: {} });
    case 'retire':
      return callOperation('rollBackToBuiltInPolicy', { ...request, body: {} });
    case 'shadowOn':
      return callOperation('shadowPolicyVersion', { ...request, body: { on: true } });
    case 'shadowOff':
      return callOperation('shadowPolicyVersion', { ...request, body: { on: false } });
    case 'withdraw':
      return callOperation('withdrawPolicyVersion', { ...request, body: {} });
  }
}

function stepsOf(version: WholeVersion, personId: string): readonly Step[] {
  const hasApproved = version.approvals.some((one) => one.personId === personId && one.withdrawnAt === null);
  const isOwn = version.authorId === personId || version.proposerId === personId;
  const shadow: readonly Step[] = [version.shadow ? 'shadowOff' : 'shadowOn'];
  const unapprove: readonly Step[] = hasApproved ? ['unapprove'] : [];
  switch (version.state) {
    case 'draft':
      return ['propose', ...shadow, 'withdraw'];
    case 'proposed':
      return [...(isOwn || hasApproved ? [] : (['approve'] as const)), ...unapprove, ...shadow, 'withdraw'];
    case 'approved':
      return ['publish', 'stage', ...unapprove, ...shadow, 'withdraw'];
    case 'staged':
      return ['publish', 'stage', ...unapprove, 'withdraw'];
    case 'active':
      return version.baseId === null && version.activatedAt !== null ? ['retire'] : [];
    case 'retired':
      return ['rollBack'];
    case 'withdrawn':
      return version.shadow ? ['shadowOff'] : [];
  }
}
