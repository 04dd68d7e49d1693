import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import type { Locale } from '../../locales/locale.ts';
import type { Scope } from '../contract/api-key.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { Actor, StaffRole } from '../domain/claim.ts';
import type { Answer, Idempotency } from '../store/idempotency.ts';
import type { StreamAnswer } from './answer.ts';
import type { RouteDeps } from './deps.ts';
import type { Browser } from './identity/browser.ts';
import type { Problem } from './problem.ts';
import type { RateLimit } from './settings.ts';

/** Whom a request can come from: everybody but the clock. */
export type CallerActor = Exclude<Actor, { role: 'system' }>;
export type CallerRole = CallerActor['role'];

export const CALLER_ROLES = ['marketplace', 'buyer', 'seller', 'mediator', 'supervisor', 'operator'] as const;

export interface Caller {
  readonly actor: CallerActor;
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** A user's or a member of staff's own browser, and not a backend that speaks for many. */
  readonly isBrowser: boolean;
  /** See seal.ts. */
  readonly sealingKey: () => Buffer;
  /** Whether a portal token is used, which is one user's alone. */
  readonly isPortal?: boolean;
  /** Where somebody of the staff has signed in and no key is used. */
  readonly session?: { readonly id: string; readonly staffId: string; readonly roles: readonly StaffRole[] };
}

/** How far a role's eyes reach; what each means stands in authorization.ts. */
export const REACHES = ['all', 'own', 'shop', 'shown', 'begun', 'self', 'inbox', 'common'] as const;
export type Reach = (typeof REACHES)[number];

/** What `:id` in the address names, where it is not for everybody who is let in. */
export type Subject = 'claim' | 'order' | 'shop' | 'file' | 'upload';

type Sees<R extends Reach> = { readonly [Role in CallerRole]?: R };

/**
 * Who may call: keys with all of these scopes, acting in one of the roles named in `sees`, which says for each how much
 * of the subject is there for them. A role that is not named is refused. Common ones are in authorization.ts.
 */
export type Grant = { readonly scopes: readonly Scope[] } & (
  | { readonly of: Subject; readonly by?: never; readonly sees: Sees<Reach> }
  | { readonly of?: never; readonly by?: never; readonly sees: Sees<'all' | 'inbox' | 'common'> }
  /** Only who has signed in or holds a portal token, about themselves: no key does that for them. */
  | { readonly of?: never; readonly by: 'session' | 'portal'; readonly sees: Sees<'self'> }
);

export type Access = 'public' | Grant;

/** One line of an NDJSON body, numbered from 1. */
export type Line =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly problem: ProblemCode };

/** What a handler is given: a request that is authorized, and whose shape is right. */
export interface Call<Params = unknown, Query = unknown, Body = unknown, Who = Caller> {
  readonly caller: Who;
  readonly locale: Locale;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The key under which the answer is to be kept, where the request carries one. */
  readonly idempotency?: Idempotency;
  /** The last event that a sender of `Last-Event-ID` has seen. */
  readonly lastEventId?: string;
  /** Which media types the sender reads. */
  readonly accept?: string;
  /** The version that `If-Match` asks for. */
  readonly expectedVersion?: number;
  readonly requestId: string;
  readonly browser: Browser;
  /** Path and query as sent, for `next` links. */
  readonly url: string;
  /** Scheme and host as the sender wrote them, or as a trusted proxy says: `https://shop.example`. */
  readonly origin: string;
  /** The lines of an NDJSON body; empty for other routes. */
  readonly lines: AsyncIterable<Line>;
  /** Begins to read a multipart body, up to its one file; for routes that have one. */
  readonly upload: () => Promise<Upload | Problem>;
  /** The request as it came, for a library that reads it itself. */
  readonly wire: Wire;
}

/** Method, headers, and the bytes of a body that is none of the others. */
export interface Wire {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Readable | null;
}

/** The one file of a multipart body, while it arrives. */
export interface Upload {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Once the bytes have been read: whether all of it arrived, and nothing else with it. */
  readonly finish: () => Promise<Problem | null>;
  /** Reads on without keeping anything, so that the sender gets to hear the answer. */
  readonly discard: () => void;
  /** The idempotency key with what the upload is, its boundary being another each time. */
  readonly identify: (content: string) => Idempotency | undefined;
}

export type Reply = Answer | Problem | StreamAnswer;

export interface RouteSchema {
  readonly params?: TSchema;
  readonly querystring?: TSchema;
  readonly body?: TSchema;
  /** What is answered, by status; problems are added by the document. */
  readonly response?: Readonly<Record<number, TSchema>>;
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;

interface Common {
  readonly url: `/${string}`;
  /** The operation's id in the OpenAPI document: `getClaim`. */
  readonly name: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  /** Where the route exists; everywhere unless told. */
  readonly only?: 'sandbox';
  /** What a caller may ask of it by itself, beside the limit on all their requests: for what takes seconds or space. */
  readonly costly?: RateLimit;
  /** Answers for as long as the sender listens: never too slow, and nothing to ask with HEAD. */
  readonly endless?: true;
  /** Left out of the document and the rate limits: for the machinery around the service. */
  readonly internal?: true;
}

/** `door`: the key goes to the door; `stored`: to withIdempotency; `none`: nothing changes, or the same again. */
type Method =
  | { readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly idempotency?: never }
  | { readonly method: 'POST'; readonly idempotency: 'door' | 'stored' | 'none' };

type BodyKind =
  | { readonly body?: never }
  | { readonly body: 'ndjson'; readonly maxLines: number; readonly maxBytes: number }
  | { readonly body: 'multipart'; readonly maxBytes: number }
  /** Spoken by a library: nothing, or bytes that continue an upload. */
  | { readonly body: 'tus'; readonly maxBytes: number };

export type Definition<S extends RouteSchema = RouteSchema, A extends Access = Access> = Common &
  Method &
  BodyKind & {
    readonly access: A;
    readonly schema: S;
    readonly handler: (
      call: Call<
        StaticOf<S['params']>,
        StaticOf<S['querystring']>,
        StaticOf<S['body']>,
        A extends 'public' ? null : Caller
      >,
      deps: RouteDeps,
    ) => Promise<Reply>;
  };

/** A route whose types have been checked where it was defined, so that all fit in one table. */
export type Route = Common &
  Method &
  BodyKind & {
    readonly schema: RouteSchema;
    readonly handler: (call: Call<never, never, never, never>, deps: RouteDeps) => Promise<Reply>;
  };

/** Defines a route: the schema gives the handler its types, and `access` says who may call. */
export function route<const S extends RouteSchema, const A extends Access>(definition: Definition<S, A>): Route {
  return definition as unknown as Route;
}
