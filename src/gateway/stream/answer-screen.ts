import { createAnswerWindow, type WindowRules } from '../../domain/detection/answer-window.ts';
import type { Finding } from '../../domain/detection/finding.ts';
import { createRestorer, indexPlaceholders, type PlaceholderIndex } from '../../domain/detection/restore-text.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { AnswerAction } from '../../domain/usage/call-record.ts';
import type { AnswerScreen, AnswerText, TextPass } from '../../ports/answer-texts.ts';
import type { AnswerProtection, AnswerReport } from './answer-protection.ts';
import { KeptTexts } from './kept-texts.ts';

/**
 * Carries out the protection of one answer: what the model wrote is inspected first, then values are put back, so that
 * nobody's own values count as findings. A class, since the relay asks it what came of it.
 */
export class ProtectedAnswer implements AnswerScreen {
  readonly hides: boolean;
  readonly #protection: AnswerProtection;
  readonly #placeholders: PlaceholderIndex | null;
  readonly #counts = new Map<string, number>();
  readonly #failures = new Set<string>();
  readonly #keeping = new KeptTexts();
  #action: AnswerAction | null = null;
  #refusal: Refusal | null = null;

  constructor(protection: AnswerProtection) {
    this.#protection = protection;
    this.#placeholders = protection.restore.size === 0 ? null : indexPlaceholders(protection.restore);
    this.hides = protection.action === 'redact' || protection.action === 'block';
  }

  open(text: AnswerText): TextPass {
    const pass = this.#open(text);
    return this.#protection.keeps ? this.#keeping.watch(pass, text.form) : pass;
  }

  #open(text: AnswerText): TextPass {
    const { action } = this.#protection;
    const restorer = this.#placeholders === null || text.sealed ? null : createRestorer(this.#placeholders, text.form);
    if (action === 'none') return restorer ?? AS_IT_IS;
    const window = createAnswerWindow(this.#rules(action, text.sealed), text);
    if (restorer === null) return window;
    return {
      accept: (piece) => restorer.accept(window.accept(piece)),
      flush: () => restorer.accept(window.flush()) + restorer.flush(),
    };
  }

  unreadable(): void {
    const { action, closed } = this.#protection;
    if (this.hides || (closed && action !== 'none')) this.#stop('It could not be read, so nobody could look at it.');
    else this.#failures.add('unreadable');
  }

  /** `name` of what was thrown; its words may hold content. */
  brokenDown(name: string): void {
    this.#failures.add(`protection threw ${name}`);
    this.#stop('Something went wrong while it was looked at.');
  }

  isStopped(): boolean {
    return this.#refusal !== null;
  }

  /** What the client is told instead of the answer, or of the rest of it. */
  refusal(): Refusal | null {
    return this.#refusal;
  }

  report(): AnswerReport {
    const findings = Object.fromEntries([...this.#counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
    return { findings, action: this.#action, failures: [...this.#failures], kept: this.#keeping.texts() };
  }

  #rules(action: AnswerAction, sealed: boolean): WindowRules {
    const { actionOf, name } = this.#protection;
    return {
      holds: action !== 'note',
      // What is signed cannot lose a part: it goes on whole or not at all.
      actionOf: (type) => {
        const meant = actionOf(type) ?? 'note';
        return sealed && meant === 'redact' ? 'block' : meant;
      },
      name,
      inspect: (text) => this.#inspect(text),
      found: (type, done) => {
        this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
        this.#action = strongerOf(this.#action, done);
        if (done === 'block') this.#stop('Something was found in it that may not be given out.');
      },
    };
  }

  #inspect(text: string): readonly Finding[] | null {
    const { inspector, closed } = this.#protection;
    if (this.#refusal !== null) return null;
    try {
      const [inspected] = inspector.inspect([{ text, digest: null }]);
      if (inspected === undefined) throw new Error('the inspector gave nothing back');
      for (const { detectorId, kind } of inspected.failures) this.#failures.add(`${detectorId} ${kind}`);
      if (!closed || inspected.failures.length === 0) return inspected.findings;
    } catch {
      this.#failures.add('inspector threw');
      if (!closed) return [];
    }
    this.#stop('It could not be inspected as the rules for this use case demand.');
    return null;
  }

  #stop(why: string): void {
    this.#action = 'block';
    this.#refusal ??= refuse('answer_withheld', `The answer was withheld. ${why}`);
  }
}

function strongerOf(one: AnswerAction | null, other: AnswerAction): AnswerAction {
  if (one === null) return other;
  return STRENGTHS.indexOf(other) > STRENGTHS.indexOf(one) ? other : one;
}

const STRENGTHS: readonly AnswerAction[] = ['note', 'redact', 'block'];
const AS_IT_IS: TextPass = { accept: (text) => text, flush: () => '' };
