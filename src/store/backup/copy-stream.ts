import { Readable, Writable } from 'node:stream';
import type { Connection, PoolClient, Submittable } from 'pg';

declare module 'pg' {
  interface Connection {
    /** Parts of the driver that its types leave out. */
    sendCopyFromChunk(chunk: Buffer): void;
    endCopyFrom(): void;
    sendCopyFail(why: string): void;
  }
}

type CommandComplete = { readonly text: string };

/** Reads `copy … to stdout` as a stream of PostgreSQL's text format; `rows` is known when it has ended. */
export function copyOut(client: PoolClient, statement: string): CopyOut {
  return client.query(new CopyOut(statement));
}

/** Writes a stream of PostgreSQL's text format into `copy … from stdin`; `rows` is known when it has finished. */
export function copyIn(client: PoolClient, statement: string): CopyIn {
  return client.query(new CopyIn(statement));
}

class CopyOut extends Readable implements Submittable {
  rows = 0n;
  readonly #statement: string;
  #connection: Connection | undefined;

  constructor(statement: string) {
    super();
    this.#statement = statement;
  }

  submit = (connection: Connection): void => {
    this.#connection = connection;
    connection.query(this.#statement);
  };

  override _read(): void {
    this.#connection?.stream.resume();
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // A copy: the driver reads the next bytes of the socket into the same memory.
    if (!this.push(Buffer.from(chunk))) {
      this.#connection?.stream.pause();
    }
  }

  handleCommandComplete(message: CommandComplete): void {
    this.rows = readRowCount(message);
  }

  handleReadyForQuery(): void {
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }
}

class CopyIn extends Writable implements Submittable {
  rows = 0n;
  readonly #statement: string;
  readonly #opened = Promise.withResolvers<Connection>();
  readonly #finished = Promise.withResolvers<void>();
  #isOver = false;

  constructor(statement: string) {
    super();
    this.#statement = statement;
    // An error may come while nobody waits for one of them.
    this.#opened.promise.catch(() => undefined);
    this.#finished.promise.catch(() => undefined);
  }

  submit = (connection: Connection): void => connection.query(this.#statement);

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#opened.promise.then((connection) => {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) {
        connection.stream.once('drain', done);
      } else {
        done();
      }
    }, done);
  }

  override _final(done: (error?: Error) => void): void {
    this.#opened.promise
      .then((connection) => {
        connection.endCopyFrom();
        return this.#finished.promise;
      })
      .then(() => done(), done);
  }

  /** Tells the server to drop what it got, or it would wait for more for ever and the connection with it. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#isOver) {
      this.#opened.promise.then(
        (connection) => connection.sendCopyFail('the source of the copy broke'),
        () => undefined,
      );
    }
    done(error);
  }

  handleCopyInResponse(connection: Connection): void {
    this.#opened.resolve(connection);
  }

  handleCommandComplete(message: CommandComplete): void {
    this.rows = readRowCount(message);
  }

  handleReadyForQuery(): void {
    this.#isOver = true;
    this.#finished.resolve();
  }

  handleError(error: Error): void {
    this.#isOver = true;
    this.#opened.reject(error);
    this.#finished.reject(error);
    this.destroy(error);
  }
}

function readRowCount({ text }: CommandComplete): bigint {
  return BigInt(/^COPY (\d+)$/.exec(text)?.[1] ?? '0');
}
