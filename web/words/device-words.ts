export const DEVICE_WORDS = {
  title: 'Let a program in',
  lead: 'A program on some machine asks for a key in your name. Go on only if you began this yourself, a moment ago.',
  enter: 'The code that it shows',
  code: 'Code',
  next: 'Look',
  asks: 'It asks',
  question: (program: string, name: string) => `“${program}” wants to make calls as ${name}.`,
  scopes: (scopes: readonly string[]) => `Its key may: ${scopes.join(', ')}.`,
  allow: 'Let it in',
  deny: 'No',
  allowed: 'It is let in. You can close this page.',
  denied: 'It was turned away.',
} as const;
