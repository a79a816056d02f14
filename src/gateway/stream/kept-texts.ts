import type { AnswerText, TextPass } from '../../ports/answer-texts.ts';
import type { KeptText } from './answer-protection.ts';

/** Of one answer; what comes after is not kept, and the last text says so. */
const CHARACTERS_MAX = 2_000_000;
const CUT = ' […]';

type Gathered = { readonly kind: KeptText['kind']; text: string };

/** Gathers the texts of one answer as its client reads them, in the order in which they began. */
export class KeptTexts {
  readonly #gathered: Gathered[] = [];
  #room = CHARACTERS_MAX;

  watch(pass: TextPass, form: AnswerText['form']): TextPass {
    const gathered: Gathered = { kind: form === 'json' ? 'tool_call' : 'assistant', text: '' };
    this.#gathered.push(gathered);
    const add = (text: string): string => {
      if (this.#room <= 0) return text;
      gathered.text += text.length <= this.#room ? text : text.slice(0, this.#room) + CUT;
      this.#room -= text.length;
      return text;
    };
    return { accept: (text) => add(pass.accept(text)), flush: () => add(pass.flush()) };
  }

  texts(): readonly KeptText[] {
    return this.#gathered.filter(({ text }) => text !== '');
  }
}
