/** What the server says about itself in the page it sends. */
export interface PageSettings {
  /** In which days and hours are told (R1): the time zone of the policy. */
  readonly timeZone: string;
  /** `still`: a sandbox, whose clock moves only when somebody moves it. */
  readonly clock: 'running' | 'still';
  /** Whether visitors may choose who they are. */
  readonly demo: boolean;
  /** What the company's own sign-in is called, where staff may use it. */
  readonly sso: string | null;
  /** Origins whose pages may show a claim inside. */
  readonly embedders: readonly string[];
}

const DEFAULTS: PageSettings = { timeZone: 'Asia/Shanghai', clock: 'running', demo: false, sso: null, embedders: [] };

function metaContent(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

function readSettings(): PageSettings {
  const text = metaContent('gongdao-settings');
  if (text === '') return { ...DEFAULTS, demo: import.meta.env.DEV };
  return { ...DEFAULTS, ...(JSON.parse(text) as Partial<PageSettings>) };
}

export const SETTINGS: PageSettings = readSettings();

/** Styles made at run time carry it, for the content security policy lets no others in. */
export const STYLE_NONCE: string = metaContent('gongdao-nonce');
