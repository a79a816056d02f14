import type { Detector } from './detector.ts';

const PLACE_WORDS = [
  ...[
    'gps',
    'coordinates',
    'gps coordinates',
    'geolocation',
    'location',
    'gps location',
    'coords',
    'whereabouts',
    'standort',
  ],
  ...[
    'koordinaten',
    'coordonnees gps',
    'coordonnees',
    'coordenadas',
    'ubicacion',
    'coordinate',
    'posizione',
    'localizacao',
  ],
  ...[
    'coordinaten',
    'locatie',
    'wspolrzedne',
    'lokalizacja',
    'position',
    'lat/long',
    'lat/lng',
    'latlng',
    'lat,lon',
    'lat long',
  ],
];

const pair = /(?<![\d.])[-+]?\d{1,2}\.\d{4,12}°? ?[NSns]?,? {0,2}[-+]?\d{1,3}\.\d{4,12}°? ?[EWOewo]?(?![\d.])/;

/** Places to a few metres: a pair of coordinates behind a word for a place. */
export const COORDINATES_DETECTOR: Detector = {
  id: 'coordinates',
  version: 1,
  types: ['coordinates'],
  anchors: PLACE_WORDS.map((text) => ({ kind: 'literal', text, wholeWord: true })),
  words: [],
  check: (hit, { text }, report) => {
    const found = pair.exec(text.slice(hit.end, hit.end + 64));
    if (found === null) return;
    const gap = text.slice(hit.end, hit.end + found.index);
    const [latitude = 99, longitude = 999] = found[0].match(/[-+]?\d{1,3}\.\d+/g)?.map(Number) ?? [];
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || /\d|[.!?;] /.test(gap)) return;
    const start = hit.end + found.index;
    report({
      type: 'coordinates',
      start,
      end: start + found[0].trimEnd().length,
      confidence: gap.length < 24 ? 72 : 58,
    });
  },
};
