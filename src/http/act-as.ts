import type { CallerActor } from './route.ts';

/** Printable, without spaces, 1 to 128 characters: what an id of the marketplace may be, as in the contract. */
const ID = /^[^\p{C}\p{Z}]{1,128}$/u;
/** RFC 3986: what is not ASCII comes percent-encoded. Bytes sent bare would arrive as somebody else's name. */
const ASCII = /^[\x21-\x7e]+$/;

/** Reads a percent-encoded id (RFC 3986), so that any id can be sent in a header; null when it is none. */
function readId(text: string | undefined): string | null {
  if (text === undefined || !ASCII.test(text)) return null;
  try {
    const id = decodeURIComponent(text);
    return ID.test(id) ? id : null;
  } catch {
    return null;
  }
}

/** Reads `seller:<shop id>/<user id>` and its like; null when it is not well formed. Absent: the marketplace itself. */
export function readActAs(header: string | undefined): CallerActor | null {
  if (header === undefined) return { role: 'marketplace' };
  const colon = header.indexOf(':');
  const role = header.slice(0, colon);
  const subject = header.slice(colon + 1);
  if (role === 'seller') return readSeller(subject);
  if (role !== 'buyer' && role !== 'mediator' && role !== 'supervisor' && role !== 'operator') return null;
  const id = readId(subject);
  return id === null ? null : { role, id };
}

function readSeller(subject: string): CallerActor | null {
  const [shop, user, ...rest] = subject.split('/');
  const shopId = readId(shop);
  const id = readId(user);
  return shopId === null || id === null || rest.length > 0 ? null : { role: 'seller', shopId, id };
}

/** One actor, as text: for counting requests and for the scope of idempotency keys. */
export function nameOfActor(actor: CallerActor): string {
  if (actor.role === 'marketplace') return actor.role;
  const subject = actor.role === 'seller' ? [actor.shopId, actor.id] : [actor.id];
  return `${actor.role}:${subject.map(encodeURIComponent).join('/')}`;
}
