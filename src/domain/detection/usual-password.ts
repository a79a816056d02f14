import { isLatinLetter } from './unit-kinds.ts';
import { createWordFilter } from './word-filter.ts';

/** Words that people everywhere take for passwords, as every published count of leaked ones tells. */
const USUAL = new Set(
  [
    'abcd abcde abcdef admin adobe amanda andrea angel asdf asdfgh asdfghjkl ashley azerty azertyuiop baseball basketball batman',
    'bienvenue biteme buster chelsea chocolate ciao computer cookie daniel doudou dragon flower football freedom fuckyou george',
    'ginger guest hallo hannah harley hello hockey hunter iloveyou ichliebedich jennifer jessica jordan joshua juventus killer',
    'letmein liverpool lol login loulou love lovely loveme master matrix matthew michael michelle monkey motdepasse mustang',
    'naruto nicole ninja orange passion pepper pokemon princess purple qazwsx qwer qwert qwerty qwertyuiop qwertz qwertzuiop ranger',
    'samsung schalke schatz secret shadow silver slayer snoopy soccer soleil starwars sunshine superman swordfish taylor teamo',
    'tequiero thomas tigger trustno welcome whatever willkommen wizard zaq zaqwsx zxcvbn zxcvbnm benvenuto bemvindo bienvenido',
    'geheim vergessen sommer winter fruehling herbst summer spring autumn',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a value without its digits and signs is such a word, or the same word twice. */
export function isUsualPassword(value: string): boolean {
  const most = lettersAtMost(value);
  if (most < 3 || most < value.length / 2) return false;
  const letters = value.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (letters.length < 3 || letters.length < value.length / 2) return false;
  const half = letters.slice(0, letters.length >> 1);
  return USUAL.has(letters) || (half.length >= 3 && half + half === letters);
}

/** Letters of a value; what is beyond ASCII may become one as a small letter. */
function lettersAtMost(value: string): number {
  let count = 0;
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit >= 128 || isLatinLetter(unit)) count += 1;
  }
  return count;
}

const mayBeUsual = createWordFilter(USUAL);

/** Whether a stretch may be one, told without a look at it as a word; wrongly true now and then. */
export function mayBeUsualPassword(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  let at = start;
  while (at < end && isLatinLetter(text.charCodeAt(at))) at += 1;
  if (at < end) return true;
  if (mayBeUsual(text, { start, end })) return true;
  const half = (end - start) >> 1;
  return half >= 3 && (end - start) % 2 === 0 && text.charCodeAt(start) === text.charCodeAt(start + half);
}
