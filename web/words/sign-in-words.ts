export const SIGN_IN_WORDS = {
  product: 'Tokenward',
  title: 'Sign in to Tokenward',
  lead: 'The governed way to work with language models here.',
  email: 'E-mail address',
  password: 'Password',
  signIn: 'Sign in',
  withProvider: (name: string) => `Continue with ${name}`,
  noAccount: 'No account? Whoever administers Tokenward here can send you a link.',
  needsSetUp: 'Nobody administers this installation yet. Open the set-up link that "npm start" printed; it works once.',
  again: 'Your session has ended',
  againLead: 'Sign in to go on. What you typed on the page is still there.',
  didElsewhere: 'I have signed in there',
} as const;
