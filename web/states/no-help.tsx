/** Where a field beside others has no help: the others' help would set it higher. Below each other, nothing needs the line. */
export const NO_HELP = <span className="no-help">{'\u00a0'}</span>;
