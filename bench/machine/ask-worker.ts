import type { StartedProcess } from './started-process.ts';

type Reply = { readonly id: number; readonly answer: string } | { readonly id: number; readonly failure: string };

/** A typed question to a worker: what is asked, and what is answered. */
export type Ask<Command extends { readonly kind: string }, Answers extends Record<Command['kind'], unknown>> = <
  Kind extends Command['kind'],
>(
  command: Extract<Command, { readonly kind: Kind }>,
  deadlineMs: number,
) => Promise<Answers[Kind]>;

/** Sends commands to a worker and waits for each answer, never past the deadline. */
export function askWorker<Command extends { readonly kind: string }, Answers extends Record<Command['kind'], unknown>>(
  worker: StartedProcess,
): Ask<Command, Answers> {
  let lastId = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  worker.child.on('message', (message) => {
    const reply: Reply = JSON.parse(String(message));
    waiting.get(reply.id)?.(reply);
  });
  worker.child.once('exit', () => {
    for (const [id, settle] of waiting) settle({ id, failure: `the worker ended; see ${worker.logPath}` });
  });
  return (command, deadlineMs) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const settle = (reply: Reply) => {
        waiting.delete(id);
        clearTimeout(timer);
        if ('failure' in reply) reject(new Error(`${command.kind}: ${reply.failure}`));
        else resolve(JSON.parse(reply.answer));
      };
      const timer = setTimeout(() => settle({ id, failure: `no answer in ${deadlineMs} ms` }), deadlineMs);
      waiting.set(id, settle);
      worker.child.send(JSON.stringify({ id, command }));
    });
}

/** The worker's side: one handler for all commands; the worker ends when its parent has gone. */
export function answerCommands<Command extends { readonly kind: string }>(handle: (command: Command) => unknown): void {
  process.on('message', (message) => {
    const question: { readonly id: number; readonly command: Command } = JSON.parse(String(message));
    const { id, command } = question;
    const reply = (content: { readonly answer: string } | { readonly failure: string }) =>
      process.send?.(JSON.stringify({ id, ...content }));
    Promise.resolve()
      .then(() => handle(command))
      .then(
        (answer) => reply({ answer: JSON.stringify(answer ?? null) }),
        (failure: unknown) => reply({ failure: failure instanceof Error ? (failure.stack ?? '') : String(failure) }),
      );
  });
  process.once('disconnect', () => process.exit(0));
}
