import type { ReactNode } from 'react';

/** The balance: jade ground, pans of rice paper, the seal's red at the pivot. */
export function Logo({ size = 32 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect width="48" height="48" rx="12" fill="#0f5f52" />
      <g fill="none" stroke="#fdf8ef" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M24 13v23M16.5 36.5h15M9.5 16.5h29" />
        <path d="M7 28l5.5-11.500L18 28M30 28l5.5-11.500L41 28" />
      </g>
      <path d="M6 28h13a6.5 6.5 0 0 1-13 0zM29 28h13a6.5 6.5 0 0 1-13 0z" fill="#fdf8ef" />
      <circle cx="24" cy="12" r="4" fill="#e0603f" stroke="#0f5f52" strokeWidth="1.6" />
    </svg>
  );
}
