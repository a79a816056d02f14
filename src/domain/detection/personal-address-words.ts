/** A word that makes a street of a name, and where name and house number stand to it. */
export type StreetWord = {
  readonly text: string;
  /** The end of a longer word: `Hauptstraße`. */
  readonly isSuffix: boolean;
  readonly order: 'number_name_word' | 'number_word_name' | 'word_name_number' | 'name_word_number' | 'word_number';
  /** What a street alone is worth, without place or postcode. */
  readonly points: number;
};

type Order = StreetWord['order'];

function rows(order: Order, points: number, words: string, isSuffix = false): readonly StreetWord[] {
  return words.split(' ').map((text) => ({ text: text.replaceAll('_', ' '), isSuffix, order, points }));
}

/** By their text; of a word in two languages the more usual order stays. */
export const STREET_WORDS: ReadonlyMap<string, StreetWord> = new Map(
  [
    ...rows('number_name_word', 58, 'street avenue boulevard blvd lane parkway pkwy terrace crescent'),
    ...rows('number_name_word', 55, 'road drive ave'),
    ...rows('number_name_word', 44, 'rd ln st dr court ct circle cir highway hwy trail gardens grove mews'),
    ...rows('number_name_word', 34, 'way place pl square sq close row loop alley walk quay plaza hill green park'),
    ...rows('number_word_name', 54, 'rue boulevard_de avenue_de impasse chemin'),
    ...rows('number_word_name', 42, 'allée allee place_de route_de quai cours faubourg bd'),
    ...rows('word_name_number', 52, 'calle avenida avda paseo rua travessa alameda piazza viale ul. ulica'),
    ...rows(
      'word_name_number',
      38,
      'c/ carrera camino carretera corso vicolo largo praça praca av. plac aleja al. via',
    ),
    ...rows('name_word_number', 58, 'straße strasse straat', true),
    ...rows('name_word_number', 50, 'str. gasse laan gracht gatan vägen platz plein weg vej gade veien gata', true),
    ...rows('name_word_number', 48, 'ring markt'),
    ...rows('name_word_number', 48, 'allee damm ufer', true),
    // A box at the post office: only with a place behind it.
    ...rows('word_number', 34, 'po_box p.o._box postfach apartado casella_postale postbus'),
  ].map((word) => [word.text, word]),
);
