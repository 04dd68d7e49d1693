import type { FastifyInstance } from 'fastify';

export interface RunningServer {
  /** `http://127.0.0.1:4000`; the port is the one the system gave where 0 was asked for. */
  readonly url: string;
  /** Takes no new requests, lets those in flight finish, and cuts them off when they take too long. */
  readonly stop: () => Promise<void>;
}

export async function listen(
  app: FastifyInstance,
  { host, port, shutdownMs }: { host: string; port: number; shutdownMs: number },
): Promise<RunningServer> {
  const url = await app.listen({ host, port });
  return { url, stop: () => stop(app, shutdownMs) };
}

async function stop(app: FastifyInstance, shutdownMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), shutdownMs);
  await app.close().finally(() => clearTimeout(cut));
}
