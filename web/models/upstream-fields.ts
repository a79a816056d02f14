import { namesOf } from '../filters/filter-select.tsx';
import type { DirectoryField, Texts } from '../teams/directory-dialog.tsx';
import { optionalText } from '../teams/team-fields.ts';
import { UPSTREAM_WORDS } from '../words/model-words.ts';
import type { Upstream } from './upstreams-panel.tsx';

const WORDS = UPSTREAM_WORDS;
const KINDS = namesOf(WORDS.kinds);
const KEY_KINDS = namesOf(WORDS.keyKinds);
const CONCURRENCY = 1_000;
/** As the contract has them unless said otherwise. */
const WAITS = { connectTimeoutMs: 5_000, firstByteTimeoutMs: 120_000, idleTimeoutMs: 60_000 } as const;
const WAIT_NAMES = namesOf(WORDS.waits);

export function upstreamFields(upstream?: Upstream): readonly DirectoryField[] {
  const { key } = upstream ?? {};
  return [
    ...(upstream === undefined
      ? [{ name: 'id', label: WORDS.id, help: WORDS.idHelp, kind: 'text' } satisfies DirectoryField]
      : []),
    {
      ...{ name: 'kind', label: WORDS.kind, kind: 'choice', initial: upstream?.kind ?? 'openai' },
      options: KINDS.map((kind) => ({ value: kind, label: WORDS.kinds[kind] })),
    },
    {
      ...{ name: 'baseUrl', label: WORDS.address, help: WORDS.addressHelp, kind: 'text' },
      initial: upstream?.baseUrl ?? '',
    },
    {
      ...{ name: 'keyKind', label: WORDS.keyKind, kind: 'choice', initial: key?.kind ?? 'environment' },
      options: KEY_KINDS.map((kind) => ({ value: kind, label: WORDS.keyKinds[kind] })),
    },
    {
      ...{ name: 'keyPlace', label: WORDS.keyPlace, help: WORDS.keyPlaceHelp, kind: 'text', isOptional: true },
      initial: key?.kind === 'environment' ? key.variable : key?.kind === 'file' ? key.path : '',
    },
    {
      ...{ name: 'apiVersion', label: WORDS.apiVersion, kind: 'text', isOptional: true },
      initial: upstream?.apiVersion ?? '',
    },
    { name: 'region', label: WORDS.region, kind: 'text', isOptional: true, initial: upstream?.region ?? '' },
    {
      ...{ name: 'concurrencyMax', label: WORDS.concurrency, kind: 'text' },
      initial: String(upstream?.concurrencyMax ?? CONCURRENCY),
    },
    ...WAIT_NAMES.map(
      (name): DirectoryField => ({
        ...{ name, label: WORDS.waits[name], kind: 'text' },
        initial: String((upstream?.[name] ?? WAITS[name]) / 1_000),
      }),
    ),
  ];
}

export function upstreamBody(texts: Texts) {
  return {
    kind: KINDS.find((kind) => kind === texts['kind']) ?? 'openai-compatible',
    baseUrl: texts['baseUrl'] ?? '',
    key: keyOf(texts),
    apiVersion: optionalText(texts, 'apiVersion'),
    region: optionalText(texts, 'region'),
    concurrencyMax: Number(texts['concurrencyMax']),
    connectTimeoutMs: millisecondsOf(texts['connectTimeoutMs']),
    firstByteTimeoutMs: millisecondsOf(texts['firstByteTimeoutMs']),
    idleTimeoutMs: millisecondsOf(texts['idleTimeoutMs']),
  };
}

/** What is no number the server says at its field. */
function millisecondsOf(seconds = ''): number {
  return Math.round(Number(seconds.trim().replace(',', '.')) * 1_000);
}

function keyOf(texts: Texts): Upstream['key'] {
  const place = texts['keyPlace'] ?? '';
  switch (KEY_KINDS.find((kind) => kind === texts['keyKind']) ?? 'none') {
    case 'environment':
      return { kind: 'environment', variable: place };
    case 'file':
      return { kind: 'file', path: place };
    case 'none':
      return { kind: 'none' };
  }
}
