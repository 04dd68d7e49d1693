import { QueryClient } from '@tanstack/react-query';
import { onLocaleChange } from '../language/locale.ts';
import { onSessionChange } from '../session/session.ts';
import { ApiProblem } from './problem.ts';

const MOST_RETRIES = 3;

function shouldRetry(failures: number, error: unknown): boolean {
  return failures < MOST_RETRIES && error instanceof ApiProblem && error.isPassing;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, staleTime: 10_000, refetchOnWindowFocus: true },
    // A command is repeated by the person who gave it, who sees what became of it.
    mutations: { retry: false },
  },
});

// What one viewer saw is nothing for the next.
onSessionChange(() => queryClient.clear());
// The server's sentences come in the language asked for.
onLocaleChange(() => void queryClient.invalidateQueries());
