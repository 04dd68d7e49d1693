import { access, lchown, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The system's code of a failed call (`ENOENT`), or undefined for anything else thrown. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Whether a user without any rights of its own may pass through every folder down to this one. */
export async function othersCanReach(folder: string): Promise<boolean> {
  let at = await realpath(folder);
  for (;;) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
    at = dirname(at);
  }
}

/** Hands a folder and all in it to an owner; the folder itself last, so that an interrupted walk is begun again. */
export async function giveTo(path: string, owner: number): Promise<void> {
  const info = await stat(path);
  if (info.uid === owner) return;
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), owner, owner);
  }
  await lchown(path, owner, owner);
}
