import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Asking {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One connection that is kept, and carries one request after another. */
export interface Connection {
  /** The status of the answer. Whatever else it says is read and left, so that little of the machine goes to asking. */
  readonly post: (asking: Asking) => Promise<number>;
  readonly close: () => void;
}

const END_OF_HEAD = '\r\n\r\n';

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The answer at the beginning of what has arrived; null while it is not whole. */
function readAnswer(arrived: Buffer): Answer | null {
  const end = arrived.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const head = arrived.toString('latin1', 0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const begin = end + END_OF_HEAD.length;
  if (arrived.length < begin + length) return null;
  return {
    status: Number(head.slice(9, 12)),
    text: arrived.toString('utf8', begin, Math.min(begin + length, begin + 500)),
  };
}

function textOf({ path, headers, body }: Asking, host: string): string {
  const lines = Object.entries({ host, 'content-type': 'application/json', ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `POST ${path} HTTP/1.1\r\n${head}content-length: ${Buffer.byteLength(body)}${END_OF_HEAD}${body}`;
}

/** Opens a connection to `http://host:port`. An answer other than 200 is an error with its text. */
export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port, host } = new URL(url);
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let arrived: Buffer = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<number> | null = null;
  const settle = ({ status, text }: Answer) => {
    arrived = Buffer.alloc(0);
    if (status === 200) waiting?.resolve(status);
    else waiting?.reject(new Error(`${status}: ${text}`));
  };
  socket.on('data', (chunk: Buffer) => {
    arrived = arrived.length === 0 ? chunk : Buffer.concat([arrived, chunk]);
    const answer = readAnswer(arrived);
    if (answer) settle(answer);
  });
  socket.on('error', (error) => waiting?.reject(error));
  return {
    post: async (asking) => {
      waiting = Promise.withResolvers();
      socket.write(textOf(asking, host));
      return waiting.promise;
    },
    close: () => void socket.destroy(),
  };
}
