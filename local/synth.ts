import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { turnOf } from './turn.ts';

/** Everything that the synth reads. */
const inputs = ['bin/sangam.ts', 'lib/**/*', 'lambdas/**/*', 'database/**/*', 'cdk.json', 'package-lock.json'];
/** What the laptop reads of it, but for the bundles that these name by their content. */
const outputs = ['manifest.json', '*.template.json'];
/** Variables that change what is synthesized. */
const variables = ['SANGAM_STAGE', 'CDK_DEFAULT_ACCOUNT', 'CDK_DEFAULT_REGION'];

export type Synthesis = { readonly cdkOut: string; readonly skipped: boolean };

/**
 * Synthesizes the app as `npm run synth` does, unless nothing that it reads has changed since the last time. Of several
 * processes one does, and the others wait for it.
 * @throws Error with what the synth said when it fails
 */
export async function synthesize(root: string): Promise<Synthesis> {
  const cdkOut = join(root, 'cdk.out');
  const ours = join(root, '.sangam');
  const markPath = join(ours, 'synthesized');
  const inputsDigest = digestOf(root, inputs);
  // With what came out: another stage may have been synthesized into the folder meanwhile.
  const mark = (): string => `${inputsDigest} ${digestOf(cdkOut, outputs)}`;
  const isCurrent = (): boolean => existsSync(markPath) && readFileSync(markPath, 'utf8') === mark();
  if (isCurrent()) return { cdkOut, skipped: true };

  mkdirSync(ours, { recursive: true });
  const release = await turnOf(join(ours, 'synth.lock'));
  try {
    if (isCurrent()) return { cdkOut, skipped: true };
    await run(root);
    writeFileSync(markPath, mark());
    return { cdkOut, skipped: false };
  } finally {
    release();
  }
}

function digestOf(folder: string, patterns: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of variables) hash.update(`${name}=${process.env[name] ?? ''}\n`);
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: folder })).sort();
  for (const file of files) {
    const path = join(folder, file);
    if (statSync(path).isFile()) hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function run(root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/sangam.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The synth failed (npm run synth shows the same):\n${said.trim()}`)),
    );
  });
}
