/** Where in a JSON text one stands, kept while the text comes in pieces. */
export type JsonPlace = {
  readonly isInString: () => boolean;
  /** Behind a backslash that escapes what follows. */
  readonly isEscaped: () => boolean;
  /** Goes over the next stretch of the text. */
  readonly pass: (text: string) => void;
};

export function createJsonPlace(): JsonPlace {
  let inString = false;
  let escaped = false;
  return {
    isInString: () => inString,
    isEscaped: () => escaped,
    pass: (text) => {
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = inString;
        else if (code === QUOTE) inString = !inString;
      }
    },
  };
}

/** How the value is written at this place so that the JSON around it stays whole. */
export function writtenAt(place: JsonPlace, value: string): string {
  const quoted = JSON.stringify(value);
  return place.isInString() ? quoted.slice(1, -1) : quoted;
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
