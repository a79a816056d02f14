/** What a pattern may cost before it is no longer tried. */
export type PatternBudget = {
  /** In one text: beyond it, the rest of the text is not looked at and the text is told as over budget. */
  readonly textNsMax: number;
  /** Texts over budget, of the last hundred in which the pattern was tried, after which it is off until somebody changes it. */
  readonly textsOverMax: number;
};

export const PATTERN_BUDGET: PatternBudget = { textNsMax: 5_000_000, textsOverMax: 3 };

const TEXTS_REMEMBERED = 100;

/** Keeps a pattern that is slow from slowing everybody: measures each look, cuts a text short, and in the end switches off. */
export type PatternMeter = {
  /** Before the looks at one text. */
  readonly beginText: () => void;
  /** False: do not look. True: `looked` follows. */
  readonly mayLook: () => boolean;
  readonly looked: () => void;
  /** Whether the pattern was wanted in this text and not tried to the end. */
  readonly isOverBudget: () => boolean;
  readonly isDisabled: () => boolean;
};

export function createPatternMeter(given: {
  readonly budget: PatternBudget;
  /** A monotonic clock in nanoseconds. */
  readonly nowNs: () => number;
  /** Told once: somebody has to look at the pattern. */
  readonly onDisabled: () => void;
}): PatternMeter {
  const { budget, nowNs, onDisabled } = given;
  let spentNs = 0;
  let startedNs = 0;
  let isOver = false;
  let isDisabled = false;
  let wasTried = false;
  let textsOver = 0;
  let textsTried = 0;

  const beginText = (): void => {
    if (wasTried && ++textsTried >= TEXTS_REMEMBERED) {
      textsTried = 0;
      textsOver = 0;
    }
    spentNs = 0;
    isOver = false;
    wasTried = false;
  };

  const mayLook = (): boolean => {
    if (isOver || isDisabled) {
      isOver = true;
      return false;
    }
    wasTried = true;
    startedNs = nowNs();
    return true;
  };

  const looked = (): void => {
    spentNs += nowNs() - startedNs;
    if (spentNs <= budget.textNsMax) return;
    isOver = true;
    if (++textsOver < budget.textsOverMax || isDisabled) return;
    isDisabled = true;
    onDisabled();
  };

  return { beginText, mayLook, looked, isOverBudget: () => isOver, isDisabled: () => isDisabled };
}
