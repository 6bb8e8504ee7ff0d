import { workerData } from 'node:worker_threads';
import { bundleAll } from './bundle.ts';

await bundleAll(workerData as string);
