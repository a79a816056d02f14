import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOnlyMentioned } from './credential-mention.ts';
import { endOfName, startOfName } from './credential-name.ts';

/** The word, in capitals or not, with the rest of its name. */
function isMentioned(text: string): boolean {
  const start = text.search(/password|secret|identified by/i);
  const wordEnd = start + (/^(?:password|secret|identified by)/i.exec(text.slice(start))?.[0].length ?? 0);
  return isOnlyMentioned(text, { start: startOfName(text, start), end: endOfName(text, wordEnd) });
}

test('a name between blanks in a sentence is only mentioned', () => {
  for (const text of [
    'can you reset the password for the test account?',
    'please set DB_PASSWORD in the vault',
    'line one\npassword rules are here',
    'the old_password field of the form',
    'the secret stays in the safe',
  ])
    assert.equal(isMentioned(text), true, text);
});

test('a name that may have a value joined to it is not only mentioned', () => {
  for (const text of [
    'the password: hunter2!',
    'the password = hunter2!',
    'x --password hunter2! y',
    'login ann password hunter2!',
    'export PASSWORD hunter2!',
    'ENV PASSWORD "hunter2!"',
    'create user ann identified by hunter2',
    'the DB_PASSWORD string = "hunter2!"',
    'user,password,note',
    'password rules at the very beginning',
  ])
    assert.equal(isMentioned(text), false, text);
});
