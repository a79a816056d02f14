/** How one kind of number or code is written, checked and named: a row of the tables that identifier detectors read. */
export type IdentifierScheme = {
  /** A row of `finding-types.ts`. */
  readonly type: string;
  /** Names it goes by, in the languages of those who have it. Spaces stand for `_`, `-` or nothing as well. */
  readonly words: readonly string[];
  /** Sources of bounded regular expressions, one for each usual way of writing it, separators included. */
  readonly forms: readonly string[];
  /** For those of digits alone: how many. Behind its name it is then found with any separators, spaced-out digits too. */
  readonly digits?: readonly number[];
  /** Whether a compact value (no separators, capitals) keeps structure and check digits. */
  readonly isValid: (compact: string) => boolean;
  /**
   * What `isValid` is worth: `check`, a made-up number passes once in ten or more; `shape`, many pass, so that the name
   * must stand right before it.
   */
  readonly proof: 'check' | 'shape';
  /** Sureness of the forms of `alone` without any name near; left out: a name is needed. */
  readonly alone?: readonly AloneForm[];
  /** Letters, digits and a check that few other codes keep: a word for a person near it is enough. */
  readonly isStrong?: true;
  /** How many digits it has at least; left out: five. */
  readonly digitsMin?: number;
  /** A value whose check does not hold is none, whatever it is called. */
  readonly isProven?: true;
  /** What stands between its name and a number that is none: `account id 3829080`. */
  readonly notBehind?: RegExp;
  /** Capitals count: a word in small letters is no such code. */
  readonly isCapital?: true;
  /** It may be of letters alone, so that no digit need stand near its name. */
  readonly isLetters?: true;
  /** A name has one of it, and nothing but a clause between: the dates behind "born 3 May 1980, hired" are not both births. */
  readonly isSingle?: true;
  /** A number of no known kind: any other reading of the place comes before it. */
  readonly isVague?: true;
  /** Also behind words that do not say which country's or kind's it is ("national id"). */
  readonly isGeneric?: true;
};

/**
 * A form that needs no name. `groups` draws it: lengths of runs of digits with the separators between them, as in
 * `3-2-4`; `before` ends, and `behind` begins, with a letter, `-` or `+` that joins it.
 */
export type AloneForm = {
  readonly groups: string;
  readonly before?: RegExp;
  readonly behind?: RegExp;
  readonly confidence: number;
};

/** Each name with the ways in which programs join its words. */
export function nameForms(words: readonly string[]): readonly string[] {
  return [
    ...new Set(
      words.flatMap((word) => {
        const joined = joinedForm(word);
        return word.includes(' ')
          ? [word, word.replaceAll(' ', '_'), word.replaceAll(' ', '-'), word.replaceAll(' ', ''), ...joined]
          : [word, ...joined];
      }),
    ),
  ];
}

const JOINED_MIN = 5;

/** As the name of a column or field is made of it: `p_iva` of `P. IVA`, `driver_s_license`. */
function joinedForm(word: string): readonly string[] {
  const joined = word.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '_').replaceAll(/^_|_$/g, '');
  return joined !== word && joined.includes('_') && joined.length >= JOINED_MIN ? [joined] : [];
}

const SEPARATORS = /[^A-Za-z0-9]/g;

/** Without separators, in capitals. */
export function compact(value: string): string {
  return value.replace(SEPARATORS, '').toUpperCase();
}
