/** What a browser may be asked for in our pages: live capture needs the camera and its sound, nothing the rest. */
const PERMISSIONS = [
  'camera=(self)',
  'microphone=(self)',
  ...['accelerometer', 'autoplay', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer'],
  ...['midi', 'payment', 'publickey-credentials-create', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => (feature.includes('=') ? feature : `${feature}=()`))
  .join(', ');

/** On every answer: what is not a page is none, and nothing may be kept by a cache, framed or guessed at. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
} as const;

/** Where users come by https: that they come by nothing else, for two years from each answer on. */
export function transportHeaders(publicUrl: string | null): { readonly 'strict-transport-security'?: string } {
  if (publicUrl === null || !publicUrl.startsWith('https://')) return {};
  return { 'strict-transport-security': 'max-age=63072000; includeSubDomains' };
}
