import type { Locale } from '../../locales/locale.ts';
import type { SessionActor } from '../store/portal-session.ts';

interface Described {
  readonly name: Readonly<Record<Locale, string>>;
  /** Of the round picture with their first character: `#e8590c`. */
  readonly colour: string;
  /** One sentence: what is interesting about them. */
  readonly about: Readonly<Record<Locale, string>>;
}

/** Somebody a visitor of the demo can be. */
export interface DemoPerson extends Described {
  readonly actor: SessionActor;
  /** Where to look first. */
  readonly order: { readonly shopId: string; readonly id: string } | null;
}

export interface DemoShop extends Described {
  readonly id: string;
}

/** The made-up marketplace, as far as it is not in the database: names and pictures belong to the marketplace. */
export interface DemoMarketplace {
  readonly people: readonly DemoPerson[];
  readonly shops: readonly DemoShop[];
  /** Pictures of goods by name, as SVG. */
  readonly pictures: ReadonlyMap<string, string>;
}
