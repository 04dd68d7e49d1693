import { MAX_FILE_BYTES } from '../../contract/file.ts';
import { Id, record } from '../../contract/primitive.ts';
import type { Access, Route } from '../route.ts';
import { route } from '../route.ts';
import { speakTus, TUS_PATH } from '../tus.ts';

const BEGUN = {
  marketplace: 'begun',
  buyer: 'begun',
  seller: 'begun',
  mediator: 'begun',
  supervisor: 'begun',
  operator: 'begun',
} as const;

/** Whoever has begun an upload goes on with it, and nobody else: that is asked anew on every request. */
const access = { scopes: ['claims'], of: 'upload', sees: BEGUN } as const;
const common = { tag: 'files', access: access satisfies Access, body: 'tus', maxBytes: MAX_FILE_BYTES } as const;
const schema = { params: record({ id: Id }) };

export const RESUMABLE_UPLOAD_ROUTES: readonly Route[] = [
  route({
    ...common,
    method: 'POST',
    idempotency: 'none',
    url: TUS_PATH,
    name: 'beginUpload',
    summary:
      'Begins a resumable upload (tus 1.0.0: `Upload-Length`, `Upload-Metadata: filename …`); `Location` ends with the id of the file it becomes',
    schema: {},
    handler: speakTus,
  }),
  route({
    ...common,
    method: 'GET',
    url: `${TUS_PATH}/:id`,
    name: 'readUpload',
    summary: 'How much of a resumable upload has arrived, asked with HEAD or GET: `Upload-Offset`',
    schema,
    handler: speakTus,
  }),
  route({
    ...common,
    method: 'PATCH',
    url: `${TUS_PATH}/:id`,
    name: 'continueUpload',
    summary: 'More bytes of a resumable upload, from `Upload-Offset` on; with the last one it becomes a file',
    schema,
    handler: speakTus,
  }),
  route({
    ...common,
    method: 'DELETE',
    url: `${TUS_PATH}/:id`,
    name: 'giveUpUpload',
    summary: 'Gives a resumable upload up',
    schema,
    handler: speakTus,
  }),
];
