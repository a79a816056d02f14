import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InspectedFindings } from '../../ports/inspector.ts';
import type { AnswerProtection } from './answer-protection.ts';
import { ProtectedAnswer } from './answer-screen.ts';

const MAIL = 'anna@post.example';
const HOLDER = '[EMAIL_0123abcd]';

function protection(change: Partial<AnswerProtection>, fails: 'not' | 'throws' | 'told' = 'not'): AnswerProtection {
  return {
    restore: new Map([[HOLDER, MAIL]]),
    action: 'redact',
    actionOf: () => (change.action === 'none' ? null : (change.action ?? 'redact')),
    inspector: {
      version: '1',
      typeOf: () => undefined,
      inspect: (texts) => {
        if (fails === 'throws') throw new Error(`words of the answer`);
        return texts.map(({ text }) => mailsIn(text, fails === 'told'));
      },
    },
    name: () => '[EMAIL_99887766]',
    closed: true,
    keeps: false,
    ...change,
  };
}

function mailsIn(text: string, isFailing: boolean): InspectedFindings {
  const findings = [...text.matchAll(/[a-z]+@[a-z]+\.example/g)].map(({ index, 0: found }) => ({
    type: 'email',
    start: index,
    end: index + found.length,
    confidence: 90,
    detectorId: 'mail',
    detectorVersion: 1,
  }));
  return { findings, failures: isFailing ? [{ detectorId: 'slow', kind: 'timed_out' }] : [] };
}

function passed(answer: ProtectedAnswer, text: string, sealed = false): string {
  const pass = answer.open({ form: 'text', sealed, isWhole: true });
  return pass.accept(text) + pass.flush();
}

test('a value that is put back is no finding, the same value written by the model is', () => {
  const answer = new ProtectedAnswer(protection({}));
  assert.equal(passed(answer, `${HOLDER} and bob@post.example`), `${MAIL} and [EMAIL_99887766]`);
  assert.deepEqual(answer.report(), { findings: { email: 1 }, action: 'redact', failures: [], kept: [] });
});

test('what is signed stays as it is, or is withheld where it would lose a part', () => {
  const answer = new ProtectedAnswer(protection({}));
  assert.equal(passed(answer, `thinking of ${HOLDER}`, true), `thinking of ${HOLDER}`);
  assert.equal(passed(answer, `thinking of ${MAIL}`, true), '');
  assert.equal(answer.refusal()?.code, 'answer_withheld');
  assert.equal(answer.report().action, 'block');
  assert.equal(passed(answer, 'anything more'), '');
});

test('an inspection that throws or tells of a failure ends the answer where rules are closed, and only there', () => {
  for (const fails of ['throws', 'told'] as const) {
    const closed = new ProtectedAnswer(protection({}, fails));
    assert.equal(passed(closed, 'hello'), '');
    assert.ok(closed.isStopped() && !closed.refusal()?.why.includes('words of the answer'));
    const open = new ProtectedAnswer(protection({ closed: false }, fails));
    assert.equal(passed(open, 'hello'), 'hello');
    assert.deepEqual(open.report().failures, [fails === 'throws' ? 'inspector threw' : 'slow timed_out']);
  }
});

test('what cannot be read ends the answer where findings would be replaced or rules are closed, else it is told', () => {
  const rows = [
    { action: 'redact', closed: false, stops: true },
    { action: 'block', closed: false, stops: true },
    { action: 'note', closed: true, stops: true },
    { action: 'note', closed: false, stops: false },
    { action: 'none', closed: true, stops: false },
  ] as const;
  for (const { stops, ...how } of rows) {
    const answer = new ProtectedAnswer(protection(how));
    answer.unreadable();
    assert.equal(answer.isStopped(), stops);
    assert.deepEqual(answer.report().failures, stops ? [] : ['unreadable']);
  }
});

test('restoring alone looks at nothing', () => {
  const answer = new ProtectedAnswer(protection({ action: 'none' }, 'throws'));
  assert.equal(passed(answer, `${HOLDER} ${MAIL}`), `${MAIL} ${MAIL}`);
  assert.deepEqual(answer.report(), { findings: {}, action: null, failures: [], kept: [] });
});
