import { z } from 'zod';
import { smsReplyRequest } from '../../contracts/api/notification-tracking.ts';
import type { Clock } from '../../shared/clock.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import type { Publish } from '../../shared/publish.ts';
import type { FindAnswered } from '../adapters/answered-message.ts';
import type { Wishes } from '../adapters/wishes.ts';
import { type ChangedPreference, eventOfPreference } from '../domain/tracking/changed-preference.ts';
import { receiptEvent } from '../domain/tracking/receipt-event.ts';
import { wishOf } from '../domain/tracking/reply-words.ts';

export type SmsRepliesDeps = HttpHandlerDeps &
  Pick<Wishes, 'stopSms' | 'startSms'> & {
    readonly findAnswered: FindAnswered;
    /** States on the stream of receipts. */
    readonly tell: Publish;
    /** States what customers want on `domain-events`. */
    readonly publish: Publish;
    readonly now: Clock;
  };

const noQuery = z.strictObject({});

/** A gateway that takes India's time for UTC is hours ahead: later wishes must not lose against that. */
const aheadMaxMs = 5 * 60_000;
const outcome = (is: 'stopped' | 'started' | 'replied' | 'ignored'): Reply => ({ status: 200, body: { outcome: is } });

/** Hears what customers answer by SMS. The text is looked at and kept nowhere. Metrics: `SmsStopped`, `SmsStarted`. */
export function makeSmsReplies(dependencies: SmsRepliesDeps): HttpHandler {
  const { stopSms, startSms, findAnswered, tell, publish, now, ...deps } = dependencies;

  async function state(changed: readonly ChangedPreference[]): Promise<boolean> {
    if (changed.length > 0) await publish(changed.map(eventOfPreference));
    return changed.length > 0;
  }

  return makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    const { id, from, text, receivedAt } = request.json(smsReplyRequest);
    const at = notAhead(new Date(receivedAt), now()).toISOString();
    const wish = wishOf(text);
    deps.log.info('sms.replied', { id, wish });
    if (wish === 'stop') {
      if (!(await state(await stopSms(from, at)))) return outcome('ignored');
      deps.meter.count('SmsStopped');
      return outcome('stopped');
    }
    if (wish === 'start') {
      if (!(await state(await startSms(from, at)))) return outcome('ignored');
      deps.meter.count('SmsStarted');
      return outcome('started');
    }
    const answered = await findAnswered(from, at);
    if (answered === undefined) return outcome('ignored');
    const { notificationId, customerId } = answered;
    await tell([receiptEvent(customerId, { notificationId, kind: 'replied', at })]);
    return outcome('replied');
  });
}

const notAhead = (at: Date, now: Date): Date => (at.getTime() > now.getTime() + aheadMaxMs ? now : at);
