// Small files of each kind that is taken, and of some that are not.

const ascii = (text: string) => Buffer.from(text, 'latin1');

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
export const JPEG = Buffer.from(
  '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/' +
    '2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAAR' +
    'CAADAAQDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAA' +
    'AAAAAAAAAAAABf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIwBhZ//2Q==',
  'base64',
);
export const GIF = Buffer.from('R0lGODlhBAADAIAAAExpcatUIiH5BAUAAAAALAAAAAAEAAMAAAIDjI9WADs=', 'base64');
export const WEBP = Buffer.from(
  'UklGRjYAAABXRUJQVlA4ICoAAABQAQCdASoEAAMAAsBMJaAABDOAAP7kAX/+tvxz+a38//52+TvztkYAAAA=',
  'base64',
);
/** Three pages of nothing. */
export const PDF = ascii(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' +
    '2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>endobj\n' +
    [3, 4, 5].map((id) => `${id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\n`).join('') +
    'trailer<</Root 1 0 R>>\n%%EOF\n',
);
/** Three frames of 16 × 16, with a place among its metadata. */
export const MP4 = Buffer.from(
  'AAAAHGZ0eXBpc29tAAACAGlzb21hdmMxbXA0MQAAAzZtb292AAAAbG12aGQAAAAA5zBNwucwTcIAAOEAAABDgAABAAABAAAA' +
    'AAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAC' +
    'AAACDXRyYWsAAABcdGtoZAAAAAPnME3C5zBNwgAAAAEAAAAAAABDgAAAAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAA' +
    'AAEAAAAAAAAAAAAAAAAAAEAAAAAAEAAAABAAAAAAAaltZGlhAAAAIG1kaGQAAAAA5zBNwucwTcIAAAAKAAAAA1XEAAAAAAA3' +
    'aGRscgAAAABtaGxydmlkZQAAAAAAAAAAAAAAAE1lZGlhYnVubnlWaWRlb0hhbmRsZXIAAAABSm1pbmYAAAAUdm1oZAAAAAEA' +
    'AAAAAAAAAAAAACRkaW5mAAAAHGRyZWYAAAAAAAAAAQAAAAx1cmwgAAAAAQAAAQpzdGJsAAAAmnN0c2QAAAAAAAAAAQAAAIph' +
    'dmMxAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAABAAEABIAAAASAAAAAAAAAABEk1lZGlhYnVubnkgdjEuNjEuMAAAAAAAAAAA' +
    'AAAAAAAAGP//AAAAIGF2Y0MBQsAK/+EACWdCwAraHJhAIAEABGjOPIAAAAAUYnRydAAAAAAAAAFQAAAEYAAAABhzdHRzAAAA' +
    'AAAAAAEAAAADAAAAAQAAABxzdHNjAAAAAAAAAAEAAAABAAAAAwAAAAEAAAAgc3RzegAAAAAAAAAAAAAAAwAAAA4AAAAOAAAA' +
    'DgAAABRzdGNvAAAAAAAAAAEAAANaAAAAtXVkdGEAAACtbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAbWRpcmFwcGwAAAAAAAAA' +
    'AAAAAACAaWxzdAAAACSpbmFtAAAAHGRhdGEAAAABAAAAAHNlY3JldCBwbGFjZQAAACqpY210AAAAImRhdGEAAAABAAAAACsz' +
    'MS4yMzA0KzEyMS40NzM3LwAAACqpeHl6AAAAImRhdGEAAAABAAAAACszMS4yMzA0KzEyMS40NzM3LwAAADJtZGF0AAAACmWI' +
    'hAAz//728P4AAAAKZYiEADP//vbw/gAAAApliIQAM//+9vD+',
  'base64',
);

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
