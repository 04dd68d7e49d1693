import type { Route } from './route.ts';

/** Which methods an address knows, as `Allow` lists them; null when it is no address of the service. */
export function createMethodTable(routes: readonly Route[]): (url: string) => string | null {
  const patterns = routes.map(({ url, method }) => ({ pattern: patternOf(url), method }));
  return (url) => {
    const path = url.split('?')[0] ?? '';
    const methods = new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method as string));
    if (methods.has('GET')) methods.add('HEAD');
    return methods.size === 0 ? null : [...methods].sort().join(', ');
  };
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll('.', '\\.')));
  return new RegExp(`^${parts.join('/')}$`);
}
