import type { ReactNode } from 'react';

/** Line icons, drawn on a grid of 24. They decorate: the words beside them say what is meant. */
const PATHS = {
  bag: 'M6 8h12l1 12H5L6 8zM9 8V6a3 3 0 0 1 6 0v2',
  scales: 'M12 4v16M8 20h8M5 7h14M2.5 14 5 7l2.5 7a2.6 2.6 0 0 1-5 0zM16.5 14 19 7l2.5 7a2.6 2.6 0 0 1-5 0z',
  message: 'M4 5h16v11H9l-5 4V5z',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4V8zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.1',
  warning: 'M12 4 2.8 20h18.4L12 4zM12 10v5M12 17.6v.1',
  back: 'M15 5l-7 7 7 7',
  chevron: 'M6 9l6 6 6-6',
  file: 'M6 3h8l4 4v14H6V3zM14 3v5h4',
  pause: 'M9 5v14M15 5v14',
  play: 'M8 5l11 7-11 7V5z',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  retry: 'M20 6v5h-5M4 18v-5h5M5.5 9a7 7 0 0 1 12-2.5L20 11M4 13l2.5 4.500a7 7 0 0 0 12-2.5',
  lock: 'M6 11h12v9H6v-9zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  shop: 'M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0',
  gavel: 'M13 5l6 6M10 8l6 6M12.5 5.5 8.5 9.500l6 6 4-4M11 12.5 4 19.500M13 21h8',
  money: 'M5 5l7 8 7-8M12 13v7M7 13h10M7 16.500h10',
  truck:
    'M2 6h12v10H2V6zM14 10h4l3.5 3v3H14M6.5 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.600zM17.5 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.600z',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
