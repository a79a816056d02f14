/** Any request may hear that the session has ended; the shell then asks to sign in again, over what is being done. */

type Listener = () => void;

const listeners = new Set<Listener>();

export function tellSessionEnded(): void {
  for (const listener of listeners) listener();
}

/** Gives back how to stop listening. */
export function onSessionEnded(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
