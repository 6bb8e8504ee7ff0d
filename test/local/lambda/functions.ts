import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionSpec } from '../../../local/lambda/function-spec.ts';
import { makeLambdaHost } from '../../../local/lambda/make-host.ts';

/** A function whose bundle is the given source. */
export function aFunction(source: string, overrides: Partial<FunctionSpec> = {}): FunctionSpec {
  const codeDir = mkdtempSync(join(tmpdir(), 'sangam-function-'));
  writeFileSync(join(codeDir, 'index.mjs'), source);
  return {
    name: 'subject',
    arn: 'arn:aws:lambda:ap-south-1:000000000000:function:subject',
    roleArn: 'arn:aws:iam::000000000000:role/subject',
    codeDir,
    handler: 'index.handler',
    environment: {},
    memoryMb: 128,
    timeoutSec: 10,
    reservedConcurrency: undefined,
    asynchronous: { retriesMax: 2, ageMaxSec: 3600 },
    ...overrides,
  };
}

/** A host with one function, what it wrote and what reached its destinations. */
export function aHost(spec: FunctionSpec, instancesMax = 4) {
  const written: string[] = [];
  const delivered: { readonly arn: string; readonly record: unknown }[] = [];
  const host = makeLambdaHost({
    output: (_, __, text) => written.push(text),
    deliver: async (arn, record) => {
      delivered.push({ arn, record });
    },
    instancesMax,
    retryDelaysMs: [1, 1],
  });
  host.deploy(spec);
  return { host, written, delivered };
}
