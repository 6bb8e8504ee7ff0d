import { failureOf } from '../../../../../lambdas/notifications/adapters/channels/failure.ts';
import { pinpointOutcome } from '../../../../../lambdas/notifications/adapters/channels/pinpoint-results.ts';
import { sesOutcome } from '../../../../../lambdas/notifications/adapters/channels/ses-email.ts';

const named = (name: string, more: object = {}): Error => Object.assign(new Error('told'), { name }, more);

it.each([
  ['TooManyRequestsException', {}, 'busy'],
  ['ThrottlingException', {}, 'busy'],
  ['LimitExceededException', {}, 'ours'],
  ['ServiceQuotaExceededException', { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }, 'ours'],
  ['AccountSuspendedException', {}, 'ours'],
  ['SendingPausedException', {}, 'ours'],
  ['AccessDeniedException', {}, 'ours'],
  ['ForbiddenException', {}, 'ours'],
  ['ExpiredTokenException', {}, 'ours'],
  ['NotFoundException', {}, 'ours'],
  ['MailFromDomainNotVerifiedException', {}, 'ours'],
  ['BadRequestException', {}, 'one-of-them'],
  ['ValidationException', { Reason: 'SENDER_ID_NOT_REGISTERED' }, 'one-of-them'],
  ['PayloadTooLargeException', {}, 'one-of-them'],
  ['MessageRejected', {}, 'one-of-them'],
  ['Error', { code: 'ECONNREFUSED' }, 'busy'],
  ['Error', { code: 'ECONNRESET' }, 'unknown'],
  ['TimeoutError', {}, 'unknown'],
  ['InternalServerErrorException', {}, 'unknown'],
  ['ServiceUnavailableException', {}, 'unknown'],
  ['SomethingNewException', {}, 'unknown'],
])('%s %j leaves a call %s', (name, more, expected) => {
  const failure = failureOf(named(name, more));
  expect(failure.kind === 'outcome' ? failure.outcome.status : failure.kind).toBe(expected);
});

it("gives the provider's own reason", () => {
  expect(failureOf(named('ServiceQuotaExceededException', { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }))).toEqual(
    {
      kind: 'ours',
      reason: 'monthly-spend-limit-reached-for-text',
    },
  );
});

it.each([
  [200, { status: 'dead', reason: 'permanent-failure' }],
  [410, { status: 'dead', reason: 'permanent-failure' }],
  [401, { status: 'busy', reason: 'channel-credentials' }],
  [403, { status: 'busy', reason: 'channel-credentials' }],
  [413, { status: 'refused', reason: 'too-large' }],
])('a permanent failure with %d drops the address only when it is to blame', (StatusCode, expected) => {
  expect(pinpointOutcome({ DeliveryStatus: 'PERMANENT_FAILURE', StatusCode })).toEqual(expected);
});

it.each([
  ['DUPLICATE', { status: 'refused', reason: 'duplicate' }],
  ['UNKNOWN_FAILURE', { status: 'unknown', reason: 'unknown-failure' }],
] as const)('Pinpoint says %s', (DeliveryStatus, expected) => {
  expect(pinpointOutcome({ DeliveryStatus, StatusCode: 200 })).toEqual(expected);
});

it.each([
  ['FAILED', 'refused'],
  ['INVALID_PARAMETER', 'refused'],
  ['ACCOUNT_DAILY_QUOTA_EXCEEDED', 'busy'],
  ['ACCOUNT_SENDING_PAUSED', 'busy'],
  ['ACCOUNT_SUSPENDED', 'busy'],
  ['CONFIGURATION_SET_NOT_FOUND', 'busy'],
  ['CONFIGURATION_SET_SENDING_PAUSED', 'busy'],
  ['INVALID_SENDING_POOL_NAME', 'busy'],
  ['MAIL_FROM_DOMAIN_NOT_VERIFIED', 'busy'],
  ['TEMPLATE_NOT_FOUND', 'busy'],
] as const)('SES says %s: %s', (Status, status) => {
  expect(sesOutcome({ Status })).toMatchObject({ status });
});

it('knows nothing of a message that has no result', () => {
  expect([pinpointOutcome(undefined), sesOutcome(undefined)]).toEqual(
    Array(2).fill({ status: 'unknown', reason: 'no-result' }),
  );
});
