// Walks through a policy on a thread of its own, so that the process goes on answering.

import { parentPort, workerData } from 'node:worker_threads';
import type { Policy } from '../domain/policy.ts';
import { judgePolicy } from './policy-judgement.ts';

parentPort?.postMessage(judgePolicy(workerData as Policy));
