import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { dollars } from '../figures/money.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Facts } from '../states/facts.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { fill, type Version } from './written.ts';

type Asset = AnswerOf<'readLibraryAsset'>;

/** What the version in use says, with one's own words in it; taking it along is counted for who made it. */
export function PreviewPanel({ asset, version }: { readonly asset: Asset; readonly version: Version }) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => version.examples[0]?.parameters ?? {});
  const copy = useWrite({
    carryOut: async () => {
      const given = Object.entries(values).filter(([, value]) => value !== '');
      const rendered = await callOperation('renderLibraryVersion', {
        params: { id: asset.id, version: String(version.version) },
        body: { parameters: Object.fromEntries(given) },
      });
      await navigator.clipboard.writeText(rendered.text);
      return rendered;
    },
    changes: ['readAssetReuse'],
    done: ({ header }) =>
      notifications.show({ title: LIBRARY_WORDS.copied, message: LIBRARY_WORDS.copiedNote(header) }),
  });
  const missing = version.parameters.filter(
    ({ name, default: usual }) => usual === null && (values[name] ?? '').trim() === '',
  );
  const [isAsked, setAsked] = useState(false);
  // What is missing stands at its field: the text would be taken along with holes in it.
  const take = () => {
    setAsked(true);
    if (missing.length === 0) copy.mutate();
  };
  const action = (
    <Button size="compact-sm" variant="default" loading={copy.isPending} onClick={take}>
      {LIBRARY_WORDS.copy}
    </Button>
  );
  return (
    <Panel title={LIBRARY_WORDS.text} note={noteOf(version)} action={action}>
      <Stack gap="sm">
        {copy.error === null ? null : <Trouble error={copy.error} />}
        {isAsked && missing.length > 0 ? (
          <Text size="sm" role="alert">
            {LIBRARY_WORDS.fillFirst}
          </Text>
        ) : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className="asset-text" tabIndex={0} dir="auto">
          {fill(version.text, withDefaults(version, values))}
        </pre>
        {version.parameters.length === 0 ? null : (
          <fieldset className="parameters">
            <legend>{LIBRARY_WORDS.fillIn}</legend>
            {version.parameters.map(({ name, description, default: usual }) => (
              <Textarea
                key={name}
                label={name.replaceAll('_', ' ')}
                description={description === '' ? undefined : description}
                placeholder={usual ?? undefined}
                autosize
                minRows={1}
                maxRows={6}
                dir="auto"
                value={values[name] ?? ''}
                error={isAsked && missing.some((lacking) => lacking.name === name) ? LIBRARY_WORDS.isMissing : null}
                onChange={({ currentTarget: { value } }) => setValues((now) => ({ ...now, [name]: value }))}
              />
            ))}
          </fieldset>
        )}
        <Facts
          facts={[
            [LIBRARY_WORDS.data, version.dataClassMax],
            [LIBRARY_WORDS.model, version.recommendedModel ?? LIBRARY_WORDS.anyModel],
            [LIBRARY_WORDS.cost, costOf(version)],
            [LIBRARY_WORDS.approved, version.approvedBy ?? LIBRARY_WORDS.notApproved],
          ]}
        />
        {version.link === null ? null : (
          <Group gap="xs">
            <Text size="sm">{LIBRARY_WORDS.foundAt}</Text>
            <a href={version.link} rel="noopener noreferrer nofollow" target="_blank">
              {version.link}
            </a>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

/** Where nothing is filled in the template's own default stands. */
function withDefaults({ parameters }: Version, values: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    parameters.map(({ name, default: usual }) => [
      name,
      values[name] === undefined || values[name] === '' ? (usual ?? '') : values[name],
    ]),
  );
}

function noteOf({ version, changeNotes }: Version): string {
  const number = LIBRARY_WORDS.version(version);
  return changeNotes === '' ? number : `${number}: ${changeNotes}`;
}

function costOf({ expectedCostNanodollars, expectedOutputTokens }: Version): string {
  if (expectedCostNanodollars !== null) return dollars(expectedCostNanodollars);
  return expectedOutputTokens === null ? LIBRARY_WORDS.notSaid : LIBRARY_WORDS.answerTokens(expectedOutputTokens);
}
