import { commonHeaders, send } from './client.ts';

/** Fetches a claim's case file and hands it to the browser to be saved: a link could not carry the token. */
export async function saveCaseFile(claimId: string): Promise<void> {
  const response = await send(`/v1/claims/${encodeURIComponent(claimId)}/case-file`, { headers: commonHeaders() });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `gongdao-${claimId}.zip`;
  link.click();
  // A browser begins to save once this code is done; the content is let go when it must have begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
