import { App, ConfigProvider } from 'antd';
import type { Locale as AntdLocale } from 'antd/es/locale/index.js';
import { type ReactNode, use, useMemo, useSyncExternalStore } from 'react';
import type { Locale } from '../../../locales/locale.ts';
import { useLocale } from '../language/locale.ts';
import { STYLE_NONCE } from '../session/settings.ts';
import { THEME } from './antd-theme.ts';
import { markStyles } from './style-nonce.ts';

markStyles();

/** The words of Ant Design's own parts, and those of the dates it shows. */
const PACKS: { readonly [L in Locale]: () => Promise<AntdLocale> } = {
  'zh-CN': async () => {
    const [pack] = await Promise.all([import('antd/es/locale/zh_CN.js'), import('dayjs/locale/zh-cn.js')]);
    return pack.default;
  },
  'zh-TW': async () => {
    const [pack] = await Promise.all([import('antd/es/locale/zh_TW.js'), import('dayjs/locale/zh-tw.js')]);
    return pack.default;
  },
  en: async () => (await import('antd/es/locale/en_GB.js')).default,
};

const loading = new Map<Locale, Promise<AntdLocale>>();

function loadPack(locale: Locale): Promise<AntdLocale> {
  const started = loading.get(locale) ?? PACKS[locale]();
  loading.set(locale, started);
  return started;
}

const calm = matchMedia('(prefers-reduced-motion: reduce)');

function watchMotion(listener: () => void): () => void {
  calm.addEventListener('change', listener);
  return () => calm.removeEventListener('change', listener);
}

/** Ant Design in our colours and the reader's language, still where the reader wants it still. */
export function AntdProvider({ children }: { children: ReactNode }): ReactNode {
  const pack = use(loadPack(useLocale()));
  const isCalm = useSyncExternalStore(watchMotion, () => calm.matches);
  const theme = useMemo(() => ({ ...THEME, token: { ...THEME.token, motion: !isCalm } }), [isCalm]);
  return (
    <ConfigProvider theme={theme} locale={pack} csp={STYLE_NONCE ? { nonce: STYLE_NONCE } : {}}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
