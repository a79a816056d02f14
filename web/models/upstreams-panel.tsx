import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { DirectoryDialog, type Texts } from '../teams/directory-dialog.tsx';
import { UPSTREAM_WORDS } from '../words/model-words.ts';
import { TryUpstream } from './try-upstream.tsx';
import { upstreamBody, upstreamFields } from './upstream-fields.ts';

export type Upstream = AnswerOf<'readUpstream'>;

const WORDS = UPSTREAM_WORDS;
const CHANGES = ['listUpstreams'] as const;

/** The listing behind the panel; a page that waits for it asks by this. */
export function useUpstreams() {
  return usePages('listUpstreams', {}, (page, signal) => callOperation('listUpstreams', { query: page, signal }));
}

/** Where calls go, and whether it answers from the server. */
export function UpstreamsPanel() {
  const mayChange = useMay()('control.write:catalogue');
  const upstreams = useUpstreams();
  return (
    <Panel
      title={WORDS.title}
      note={WORDS.note}
      flush
      action={
        mayChange ? (
          <DirectoryDialog
            label={WORDS.make}
            title={WORDS.make}
            confirm={WORDS.make}
            fields={upstreamFields()}
            changes={CHANGES}
            carryOut={(texts: Texts, idempotencyKey) =>
              callOperation('createUpstream', {
                body: { id: texts['id'] ?? '', ...upstreamBody(texts) },
                idempotencyKey,
              })
            }
          />
        ) : null
      }
    >
      <Paged query={upstreams} empty={<Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{WORDS.id}</th>
                <th>{WORDS.address}</th>
                <th>{WORDS.key}</th>
                <th className="number">{WORDS.concurrency}</th>
                <th>{WORDS.state}</th>
                {mayChange ? <th>{WORDS.steps}</th> : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((upstream) => (
                <UpstreamRow key={upstream.id} upstream={upstream} mayChange={mayChange} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function UpstreamRow({ upstream, mayChange }: { readonly upstream: Upstream; readonly mayChange: boolean }) {
  const { key } = upstream;
  return (
    <tr>
      <td>
        {upstream.id}
        <Text size="xs" c="dimmed">
          {WORDS.kinds[upstream.kind]}
          {upstream.region === null ? '' : ` · ${upstream.region}`}
        </Text>
      </td>
      <td data-label={WORDS.address} className="hash">
        {upstream.baseUrl}
      </td>
      <td data-label={WORDS.key}>
        {key.kind === 'none' ? WORDS.keyKinds.none : key.kind === 'environment' ? key.variable : key.path}
      </td>
      <td data-label={WORDS.concurrency} className="number">
        {count(upstream.concurrencyMax)}
      </td>
      <td data-label={WORDS.state}>
        <Mark tone={upstream.status === 'active' ? 'good' : 'stop'}>{WORDS.states[upstream.status]}</Mark>
      </td>
      {mayChange ? (
        <td>
          <UpstreamSteps upstream={upstream} />
        </td>
      ) : null}
    </tr>
  );
}

function UpstreamSteps({ upstream }: { readonly upstream: Upstream }) {
  const of = { params: { id: upstream.id }, ifRevision: upstream.revision } as const;
  const isActive = upstream.status === 'active';
  return (
    <Group gap={6}>
      <TryUpstream id={upstream.id} />
      <DirectoryDialog
        label={WORDS.edit}
        title={upstream.id}
        confirm={WORDS.edit}
        fields={upstreamFields(upstream)}
        changes={CHANGES}
        carryOut={(texts: Texts, idempotencyKey) =>
          callOperation('changeUpstream', { ...of, body: upstreamBody(texts), idempotencyKey })
        }
      />
      <ReasonButton
        plain
        label={isActive ? WORDS.suspend : WORDS.resume}
        note={isActive ? WORDS.suspendNote : WORDS.resumeNote}
        changes={CHANGES}
        carryOut={(_reason, idempotencyKey) =>
          callOperation('changeUpstream', {
            ...of,
            body: { status: isActive ? 'suspended' : 'active' },
            idempotencyKey,
          })
        }
      />
    </Group>
  );
}
