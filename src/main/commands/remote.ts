/** A running Gongdao, and the key to it. */
export interface Remote {
  readonly url: string;
  readonly key: string;
}

/** What cannot be done from the command line as it was asked; the message is a sentence for whoever asked. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

interface Question {
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly type?: string;
  readonly language?: string;
}

async function problemOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { code, detail } = JSON.parse(text) as { code?: string; detail?: string };
    return `${code ?? response.status}: ${detail ?? response.statusText}`;
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}

/** Asks a running Gongdao; the text of its answer. Throws `CommandError` with the problem's own words. */
export async function ask({ url, key }: Remote, path: string, question: Question = {}): Promise<string> {
  const { method = 'GET', body, type = 'application/json', language = 'zh-CN' } = question;
  const headers = { authorization: `Bearer ${key}`, 'accept-language': language };
  const sent =
    body === undefined ? { method, headers } : { method, body, headers: { ...headers, 'content-type': type } };
  const response = await fetch(new URL(path, url), sent).catch((error: unknown) => {
    throw new CommandError(`${url} does not answer: ${error instanceof Error ? error.message : String(error)}.`);
  });
  if (!response.ok) throw new CommandError(await problemOf(response));
  return response.text();
}
