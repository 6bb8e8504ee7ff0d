import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

export type TestBrowser = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What pages wrote to the console as errors, and what they threw. */
  readonly errors: readonly string[];
  readonly stop: () => Promise<void>;
};

/** Other than a browser without a window, a person does not say that they are one. */
const userAgent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36';

/**
 * A browser without a window and with a profile of its own: `SANGAM_CHROMIUM`, or the one from npm on x64 Linux, or
 * Chrome where it is installed.
 */
export async function aBrowser(size = { width: 1280, height: 900 }): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'sangam-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    headless: true,
    viewport: size,
    userAgent,
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    ...(await binary()),
  });
  const errors: string[] = [];
  const watch = (page: Page): void => {
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  };
  for (const page of context.pages()) watch(page);
  context.on('page', watch);
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    errors,
    stop: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

type Binary = { readonly executablePath?: string; readonly args?: string[]; readonly channel?: string };

async function binary(): Promise<Binary> {
  const { SANGAM_CHROMIUM } = process.env;
  if (SANGAM_CHROMIUM) return { executablePath: SANGAM_CHROMIUM, args: ['--no-sandbox'] };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  // It unpacks libraries that a bare Linux lacks, and tells the loader of them, only where it takes this for Lambda.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  const { default: fromNpm } = await import('@sparticuz/chromium');
  delete process.env.AWS_EXECUTION_ENV;
  return { executablePath: await fromNpm.executablePath(), args: fromNpm.args };
}
