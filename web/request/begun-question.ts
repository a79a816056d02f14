declare global {
  /** What `page.html` asked before the application was there. */
  var begunQuestion: { readonly address: string; readonly answer: Promise<Response> } | undefined;
}

/** The answer that is under way already; each is taken once, and asked anew from then on. */
export function takeBegun(address: string): Promise<Response> | undefined {
  if (globalThis.begunQuestion?.address !== address) return undefined;
  const { answer } = globalThis.begunQuestion;
  globalThis.begunQuestion = undefined;
  return answer;
}
