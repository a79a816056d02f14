import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useId } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { Named } from '../names/names.tsx';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { CONFIGURATION_WORDS } from '../words/configuration-words.ts';

type Versions = AnswerOf<'listConfigurationVersions'>;
type Version = Versions['rows'][number];
type Change = AnswerOf<'readConfigurationVersion'>['changes'][number];

const WORDS = CONFIGURATION_WORDS;
const ROWS_MAX = 500;

/** Asked for by the page too, so that its parts appear together. */
export function useVersions() {
  return useOperation('listConfigurationVersions', { query: { limit: ROWS_MAX } });
}

/** What was applied from the file, the newest first; each opens to what it changed. */
export function VersionsPanel({ versions }: { readonly versions: UseQueryResult<Versions> }) {
  return (
    <Panel title={WORDS.versions} note={WORDS.versionsNote}>
      <Loaded query={versions} lines={4}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <Empty title={WORDS.noVersion}>{WORDS.noVersionWhy}</Empty>
          ) : (
            <>
              <ul className="line-list">
                {rows.toReversed().map((version) => (
                  <li key={version.version}>
                    <VersionLine version={version} />
                  </li>
                ))}
              </ul>
              {next === null ? null : (
                <Text size="xs" c="dimmed">
                  {WORDS.firstOnly(ROWS_MAX)}
                </Text>
              )}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function VersionLine({ version }: { readonly version: Version }) {
  const [isOpen, disclosure] = useDisclosure(false);
  const id = useId();
  return (
    <>
      <UnstyledButton
        className="line line-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={disclosure.toggle}
      >
        <span>
          {WORDS.version(version.version)}: {version.summary}
          <Text size="xs" c="dimmed">
            <Named of="person" id={version.actorId} />
          </Text>
        </span>
        <Moment at={version.at} c="dimmed" className="line-end" />
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        {isOpen ? <Changes version={version} /> : null}
      </Collapse>
    </>
  );
}

function Changes({ version: { version, textSha256 } }: { readonly version: Version }) {
  const read = useOperation('readConfigurationVersion', { params: { version: String(version) } });
  return (
    <Loaded query={read} lines={3}>
      {({ changes, leftOut }) => (
        <>
          <ul className="line-list">
            {changes.map((change) => (
              <li key={`${change.noun} ${change.id}`} className="rule">
                <Text size="sm">
                  {WORDS.verbs[change.verb]} {change.noun.replaceAll('_', ' ')} <bdi>{change.id}</bdi>
                </Text>
                <Members change={change} />
              </li>
            ))}
          </ul>
          <Text size="xs" c="dimmed" pb="sm">
            {leftOut ? `${WORDS.leftOut(changes.length)} ` : ''}
            {WORDS.textHash} <span className="hash">{textSha256}</span>
          </Text>
        </>
      )}
    </Loaded>
  );
}

/** Of what is new the name says enough; of a change, each member with what it was. */
function Members({ change: { verb, members } }: { readonly change: Change }) {
  if (verb === 'created') return null;
  return members.map(({ member, from, to }) => (
    <Text key={member} size="xs" c="dimmed" dir="auto">
      {member}: <del>{JSON.stringify(from ?? null)}</del> → <ins>{JSON.stringify(to ?? null)}</ins>
    </Text>
  ));
}
