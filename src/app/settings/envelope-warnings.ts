import type { KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import { capWarnings, nestingOf } from '../../domain/budget/nest-envelopes.ts';
import { fromWireEnvelope } from '../../http/control/wire-envelopes.ts';
import { readPriceSeed } from '../sample/price-seed.ts';
import type { ConfigurationFile } from './configuration-file.ts';

type FileWithPlaces = {
  readonly configuration: ConfigurationFile;
  readonly placeOf: (path: readonly string[]) => string;
};

/** What a file's envelopes lack, as far as the file alone can tell; nothing where it declares none. */
export function envelopeWarnings(file: FileWithPlaces): readonly string[] {
  const { envelopes } = file.configuration.organisation;
  const loose = looseLimits(file);
  if (envelopes.length === 0) return loose;
  const kept = envelopes.map(fromWireEnvelope);
  return [
    ...kept.flatMap((envelope, index) => ofEnvelope(file, { envelope, index, all: kept })),
    ...teamsWithout(file),
    ...loose,
    ...unpriced(file, kept),
  ];
}

function ofEnvelope(
  { placeOf }: FileWithPlaces,
  one: { readonly envelope: KeptEnvelope; readonly index: number; readonly all: readonly KeptEnvelope[] },
): readonly string[] {
  const { envelope, index, all } = one;
  const place = placeOf(['organisation', 'envelopes', String(index)]);
  const owner =
    envelope.ownerPersonId === null
      ? [
          `${place}  Nobody answers for the envelope "${envelope.id}". → name an ownerPersonId, who is told before it runs out`,
        ]
      : [];
  const caps = capWarnings(envelope, nestingOf(envelope, all).children);
  return [
    ...owner,
    ...caps.map((words) => `${place}  ${words} → change one of the caps, or leave it if that is meant`),
  ];
}

/** Use cases that say what they may cost in a month, and have no envelope that holds them to it. */
function looseLimits({ configuration, placeOf }: FileWithPlaces): readonly string[] {
  const { envelopes, useCases } = configuration.organisation;
  const held = new Set(envelopes.filter(({ unit }) => unit === 'dollars').map(({ scope }) => scope.useCaseId));
  return useCases.flatMap(({ id, spendLimitNanodollars }, index) =>
    spendLimitNanodollars === null || held.has(id)
      ? []
      : [
          `${placeOf(['organisation', 'useCases', String(index)])}  The spend limit of "${id}" is held by no envelope. → declare one with scope: { useCaseId: ${id} }`,
        ],
  );
}

function teamsWithout({ configuration, placeOf }: FileWithPlaces): readonly string[] {
  const { envelopes, teams } = configuration.organisation;
  const covered = new Set(envelopes.flatMap(({ scope }) => scope.teamId ?? []));
  return teams.flatMap(({ id }, index) =>
    covered.has(id)
      ? []
      : [
          `${placeOf(['organisation', 'teams', String(index)])}  No envelope is for the team "${id}". → declare one with scope: { teamId: ${id} }`,
        ],
  );
}

/** Prices of the seed are in every price book; those of the file come with it. */
function unpriced({ configuration, placeOf }: FileWithPlaces, kept: readonly KeptEnvelope[]): readonly string[] {
  const { models, prices, useCases } = configuration.organisation;
  const strict = kept.filter(({ unit, cap }) => unit === 'nanodollars' && cap.kind === 'strict');
  if (strict.length === 0) return [];
  const known = new Set([...readPriceSeed().rows, ...prices].map(({ priceKey }) => priceKey));
  const isForAll = strict.some(({ scope }) => scope.useCaseId === undefined);
  const named = new Set(strict.map(({ scope }) => scope.useCaseId));
  const reached = new Set(useCases.filter(({ id }) => named.has(id)).flatMap(({ modelStack }) => modelStack));
  return models.flatMap(({ id, priceKey }, index) =>
    known.has(priceKey) || !(isForAll || reached.has(id))
      ? []
      : [
          `${placeOf(['organisation', 'models', String(index)])}  The price of "${id}" is not known: a strict envelope of money refuses its calls. → declare a price with the priceKey "${priceKey}"`,
        ],
  );
}
