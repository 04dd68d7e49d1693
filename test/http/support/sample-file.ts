// The smallest bytes that each kind of file is recognized by.

const ascii = (text: string) => Buffer.from(text, 'latin1');

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
export const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), ascii('JFIF\0'), Buffer.alloc(64)]);
export const GIF = Buffer.concat([ascii('GIF89a'), Buffer.alloc(32)]);
export const WEBP = Buffer.concat([ascii('RIFF'), Buffer.from([64, 0, 0, 0]), ascii('WEBPVP8 '), Buffer.alloc(56)]);
export const PDF = Buffer.concat([ascii('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n'), Buffer.alloc(64)]);
export const MP4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  ascii('ftypisom'),
  Buffer.from([0, 0, 2, 0]),
  ascii('isommp42'),
  Buffer.alloc(64),
]);

export const ACCEPTED = {
  'image/png': PNG,
  'image/jpeg': JPEG,
  'image/gif': GIF,
  'image/webp': WEBP,
  'application/pdf': PDF,
  'video/mp4': MP4,
} as const;

export const REFUSED = {
  svg: ascii('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  html: ascii('<!doctype html><title>x</title><script>alert(1)</script>'),
  zip: Buffer.concat([ascii('PK\x03\x04'), Buffer.alloc(64)]),
  text: ascii('just words'),
  elf: Buffer.concat([Buffer.from([0x7f]), ascii('ELF'), Buffer.alloc(64)]),
  quicktime: Buffer.concat([Buffer.from([0, 0, 0, 20]), ascii('ftypqt  '), Buffer.alloc(64)]),
  empty: Buffer.alloc(0),
} as const;

export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly content: Buffer;
}

const BOUNDARY = 'gongdao-test-boundary';

/** A multipart body, whole or cut off before its last boundary. */
export function multipart(parts: readonly Part[], { complete = true }: { complete?: boolean } = {}) {
  const pieces = parts.flatMap(({ name, filename, content }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: text/html`}\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ]);
  const end = complete ? Buffer.from(`--${BOUNDARY}--\r\n`) : Buffer.alloc(0);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: complete ? Buffer.concat([...pieces, end]) : Buffer.concat(pieces.slice(0, -1)),
  };
}
