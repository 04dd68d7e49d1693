import type { FileType } from '../contract/file.ts';

const MAX_BYTES = 255;

/** Characters that change how the rest of a name reads, or that no name needs. */
const MISLEADING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

/** A name that can be shown and saved: its last path segment, at most 255 bytes, never empty. */
export function sanitizeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(MISLEADING, '').trim().replace(/^\.+/, '');
  return clean === '' ? 'file' : shorten(clean);
}

/** Cuts the middle, so that the extension stays. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let stem = '';
  let room = MAX_BYTES - Buffer.byteLength(extension);
  for (const char of name) {
    room -= Buffer.byteLength(char);
    if (room < 0) break;
    stem += char;
  }
  return stem + extension;
}

const EXTENSIONS: Record<FileType, readonly [string, ...string[]]> = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'application/pdf': ['.pdf'],
  'video/mp4': ['.mp4'],
};

/** `.png`: what a file of a type is called. */
export function extensionOf(type: FileType): string {
  return EXTENSIONS[type][0];
}

/** RFC 6266, always to be saved, under a name whose extension says what it is: a picture is never saved as a page. */
export function contentDisposition(name: string, type: FileType): string {
  const [extension, ...others] = EXTENSIONS[type];
  const fits = [extension, ...others].some((end) => name.toLowerCase().endsWith(end));
  const full = fits ? name : `${name}${extension}`;
  const ascii = full.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const encoded = encodeURIComponent(full).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
