import { RE2JS, RE2JSException } from 're2js';
import type { LinearPattern, PatternEngine } from '../../domain/detection/organisation-pattern.ts';

/** RE2 in JavaScript: no pattern, however written, takes more than linear time in its window. Case does not count. */
export const compileLinearPattern: PatternEngine = (source) => {
  try {
    return { kind: 'pattern', pattern: linearPattern(RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { kind: 'fault', why: `The pattern is not RE2 syntax: ${error.message}.` };
  }
};

function linearPattern(compiled: RE2JS): LinearPattern {
  return {
    find: (window, matchesMax, found) => {
      const matcher = compiled.matcher(window);
      for (let matches = 0; matches < matchesMax && matcher.find(); matches++) found(matcher.start(), matcher.end());
    },
  };
}
