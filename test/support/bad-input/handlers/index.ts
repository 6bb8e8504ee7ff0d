import type { HttpHandler } from '../../../../lambdas/shared/http.ts';
import { deviceHandlers } from './devices.ts';
import { forgetDraft, notificationHandlers } from './notifications.ts';
import { paymentHandlers } from './payments.ts';
import { screeningHandlers } from './screening.ts';
import { logged, written } from './witness.ts';

export { logged, now, written } from './witness.ts';

/** By route's entry: with stores that have what a good request needs, and take what it writes. */
export const handlers: Readonly<Record<string, HttpHandler>> = {
  ...deviceHandlers,
  ...notificationHandlers,
  ...paymentHandlers,
  ...screeningHandlers,
};

/** As if nothing had been asked of them. */
export function forget(): void {
  forgetDraft();
  written.length = 0;
  logged.length = 0;
}
