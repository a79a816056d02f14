import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { POLICY_WORDS } from '../words/policy-words.ts';
import { MatrixTable } from './matrix-table.tsx';
import { readPolicy } from './policy-document.ts';

type InForce = AnswerOf<'readPolicy'>;
type Version = AnswerOf<'listPolicyVersions'>['rows'][number];

export const STATE_TONES: Readonly<Record<Version['state'], Tone>> = {
  draft: 'plain',
  proposed: 'warn',
  approved: 'good',
  staged: 'warn',
  active: 'good',
  retired: 'plain',
  withdrawn: 'plain',
};

/** What decides now, and every version there was. */
export function PolicyPage() {
  const inForce = useOperation('readPolicy', {});
  const may = useMay();
  return (
    <Page
      title={POLICY_WORDS.title}
      lead={POLICY_WORDS.lead}
      action={may('control.write:policy') ? <ButtonLink to="/policy/new">{POLICY_WORDS.write}</ButtonLink> : null}
    >
      <Loaded query={inForce} lines={12}>
        {(data) => <Decided inForce={data} />}
      </Loaded>
    </Page>
  );
}

function Decided({ inForce }: { readonly inForce: InForce }) {
  const { activeId, cedar } = inForce;
  const versions = useVersions();
  const active = useOperation('readPolicyVersion', { params: { id: activeId ?? '' } }, { enabled: activeId !== null });
  return (
    <Together queries={activeId === null ? [versions] : [versions, active]} lines={12}>
      <Stack gap="md">
        <InForcePanel inForce={inForce} />
        <VersionsPanel inForce={inForce} />
        {activeId === null ? <CedarPanel cedar={cedar} /> : <ActiveMatrix id={activeId} />}
      </Stack>
    </Together>
  );
}

function useVersions() {
  return usePages('listPolicyVersions', {}, (page, signal) =>
    callOperation('listPolicyVersions', { query: page, signal }),
  );
}

/** What the list of versions does not say: that none of them decides, or that one is tried beside the one that does. */
function InForcePanel({ inForce }: { readonly inForce: InForce }) {
  const { activeId, staged, shadowId } = inForce;
  if (activeId !== null && staged === null && shadowId === null) return null;
  return (
    <Panel title={POLICY_WORDS.inForce}>
      <Stack gap={4}>
        {activeId === null ? <Text size="sm">{POLICY_WORDS.builtIn}</Text> : null}
        {staged === null ? null : <Text size="sm">{POLICY_WORDS.staged(staged.id, staged.share)}</Text>}
        {shadowId === null ? null : <Text size="sm">{POLICY_WORDS.shadow(shadowId)}</Text>}
      </Stack>
    </Panel>
  );
}

function VersionsPanel({ inForce: { activeId, version } }: { readonly inForce: InForce }) {
  const versions = useVersions();
  return (
    <Panel title={POLICY_WORDS.versions} flush note={activeId === null ? undefined : POLICY_WORDS.decides(version)}>
      <Paged query={versions} empty={<Empty title={POLICY_WORDS.noVersion} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{POLICY_WORDS.number}</th>
                <th>{POLICY_WORDS.state}</th>
                <th>{POLICY_WORDS.note}</th>
                <th>{POLICY_WORDS.author}</th>
                <th>{POLICY_WORDS.when}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((version) => (
                <tr key={version.id}>
                  <td>
                    <TextLink to="/policy/$versionId" params={{ versionId: version.id }}>
                      {version.version}
                    </TextLink>
                  </td>
                  <td data-label={POLICY_WORDS.state}>
                    <Mark tone={STATE_TONES[version.state]}>{POLICY_WORDS.states[version.state]}</Mark>
                  </td>
                  <td data-label={POLICY_WORDS.note} dir="auto">
                    {version.note}
                  </td>
                  <td data-label={POLICY_WORDS.author}>
                    <PersonLink id={version.authorId} />
                  </td>
                  <td data-label={POLICY_WORDS.when}>
                    <Moment at={version.activatedAt ?? version.createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function ActiveMatrix({ id }: { readonly id: string }) {
  const version = useOperation('readPolicyVersion', { params: { id } });
  return (
    <Loaded query={version} lines={8}>
      {({ document, cedar }) => (
        <Stack gap="md">
          <Panel title={POLICY_WORDS.matrix} note={POLICY_WORDS.matrixNote} flush>
            <MatrixTable rows={readPolicy(document).matrix} />
          </Panel>
          <CedarPanel cedar={cedar} />
        </Stack>
      )}
    </Loaded>
  );
}

export function CedarPanel({ cedar }: { readonly cedar: string }) {
  return (
    <Panel title={POLICY_WORDS.cedar} note={POLICY_WORDS.cedarNote}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="asset-text" tabIndex={0}>
        {cedar}
      </pre>
    </Panel>
  );
}
