import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { type Fact, Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { POLICY_WORDS, VERSION_WORDS } from '../words/policy-words.ts';
import { CasesPanel } from './cases-panel.tsx';
import { DiffPanel } from './diff-panel.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { readPolicy } from './policy-document.ts';
import { CedarPanel, STATE_TONES } from './policy-page.tsx';
import { VersionSteps } from './version-steps.tsx';

export type WholeVersion = AnswerOf<'readPolicyVersion'>;

const route = getRouteApi('/policy/$versionId');

/** One version: where it stands, what differs, what it would have changed, and the steps it can take. */
export function VersionPage() {
  const { versionId } = route.useParams();
  const version = useOperation('readPolicyVersion', { params: { id: versionId } });
  const may = useMay();
  return (
    <Page
      title={VERSION_WORDS.title(versionId)}
      lead={version.data?.note ?? '\u00a0'}
      action={
        may('control.write:policy') ? (
          <ButtonLink variant="default" to="/policy/new" search={{ from: versionId }}>
            {VERSION_WORDS.edit}
          </ButtonLink>
        ) : null
      }
    >
      <Loaded query={version} lines={14}>
        {(data) => <WholeVersionParts version={data} />}
      </Loaded>
    </Page>
  );
}

function WholeVersionParts({ version }: { readonly version: WholeVersion }) {
  const policy = readPolicy(version.document);
  const { baseId } = version;
  const base = useOperation('readPolicyVersion', { params: { id: baseId ?? '' } }, { enabled: baseId !== null });
  const checked = useOperation('checkPolicy', { body: { document: policy } });
  return (
    <Together queries={baseId === null ? [] : [base]} lines={14}>
      <Stack gap="md">
        <div className="grid-two grid-even">
          <StandingPanel version={version} />
          <VersionSteps version={version} />
        </div>
        <DiffPanel policy={policy} baseId={baseId} />
        {version.state === 'active' ? null : <PlanPanel body={{ versionId: version.id }} />}
        <Together queries={[checked]} lines={36}>
          <CasesPanel policy={policy} />
          <Panel title={POLICY_WORDS.matrix} note={POLICY_WORDS.matrixNote} flush>
            <MatrixTable rows={policy.matrix} />
          </Panel>
          <CedarPanel cedar={version.cedar} />
        </Together>
      </Stack>
    </Together>
  );
}

function StandingPanel({ version }: { readonly version: WholeVersion }) {
  const approvers = version.approvals.filter(({ withdrawnAt }) => withdrawnAt === null);
  const facts: readonly Fact[] = [
    [VERSION_WORDS.digest, version.version],
    [POLICY_WORDS.author, version.authorId],
    ...(version.proposerId === null ? [] : [[VERSION_WORDS.proposer, version.proposerId] as const]),
    [
      VERSION_WORDS.approvals,
      VERSION_WORDS.approvedBy(
        approvers.map(({ personId }) => personId),
        version.approvalsNeeded,
      ),
    ],
    [
      VERSION_WORDS.base,
      version.baseId === null ? (
        POLICY_WORDS.builtIn
      ) : (
        <TextLink key="base" to="/policy/$versionId" params={{ versionId: version.baseId }}>
          {POLICY_WORDS.version(version.baseId)}
        </TextLink>
      ),
    ],
    ...(version.share === null ? [] : [[VERSION_WORDS.share, `${Math.round(version.share * 100)} %`] as const]),
    ...(version.activatedAt === null
      ? []
      : [[VERSION_WORDS.activated, <Moment key="from" at={version.activatedAt} />] as const]),
    ...(version.retiredAt === null
      ? []
      : [[VERSION_WORDS.retired, <Moment key="to" at={version.retiredAt} />] as const]),
  ];
  return (
    <Panel
      title={VERSION_WORDS.facts}
      action={<Mark tone={STATE_TONES[version.state]}>{POLICY_WORDS.states[version.state]}</Mark>}
    >
      <Facts facts={facts} />
      {version.shadow ? <Text size="sm">{POLICY_WORDS.shadow(version.id)}</Text> : null}
    </Panel>
  );
}
