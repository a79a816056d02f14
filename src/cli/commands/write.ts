/** Where a command's answer goes: one call a paragraph, the line end is added. */
export type Write = (text: string) => void;
