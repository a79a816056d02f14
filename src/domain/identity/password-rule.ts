const LENGTH_MIN = 12;
const LENGTH_MAX = 256;

/** Beginnings of what everybody tries first; whole passwords of twelve characters and more that lists of leaks begin with. */
const COMMON = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  'letmein',
  'welcome',
  'changeme',
  'iloveyou',
  'administrator',
  '1q2w3e4r5t6y',
  'correcthorsebatterystaple',
  'tokenward',
];

/** Why a password is too easy to guess; undefined when it is not. Who it is of must not stand in it. */
export function findPasswordFault(
  password: string,
  of: { readonly name: string; readonly email: string },
): string | undefined {
  const characters = [...password];
  if (characters.length < LENGTH_MIN) return `It has fewer than ${LENGTH_MIN} characters.`;
  if (characters.length > LENGTH_MAX) return `It has more than ${LENGTH_MAX} characters.`;
  if (new Set(characters).size < 5) return 'It is made of a few characters repeated.';
  const plain = password.toLowerCase();
  if (isRun(plain)) return 'It is a row of the keyboard or the alphabet.';
  const rest = COMMON.reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest.replaceAll(/[^\p{L}]/gu, '').length < 4 && rest !== plain)
    return 'It is a common password with a little added.';
  return ownWords(of).some((word) => plain.includes(word)) ? 'It holds your own name or address.' : undefined;
}

/** Name and address in their parts; parts of one to three letters stand in too many words. */
function ownWords({ name, email }: { readonly name: string; readonly email: string }): readonly string[] {
  const words = `${name} ${email.split('@')[0] ?? ''}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => [...word].length > 3);
}

const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];

function isRun(text: string): boolean {
  return RUNS.some((run) => run.includes(text) || [...run].toReversed().join('').includes(text));
}
