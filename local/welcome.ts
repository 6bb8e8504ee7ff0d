import { join } from 'node:path';

export type WelcomeFacts = {
  readonly apiUrl: string;
  readonly issuerUrl: string;
  readonly webUrl: string;
  readonly dataDir: string;
  readonly customers: readonly string[];
  readonly merchant: string;
  /** Drafted at the first start; somebody may have started it since. */
  readonly campaignId: string;
  readonly now: Date;
};

const hourMs = 3_600_000;

/** What is printed when everything is ready: the address, lines to paste into a shell, and where to look. */
export function welcome(facts: WelcomeFacts): string {
  const { apiUrl, issuerUrl, webUrl, dataDir, customers, merchant, campaignId, now } = facts;
  const [customer = ''] = customers;
  // Tokens live for five minutes, so each line fetches its own.
  const bearer = (who: string) =>
    `-H "authorization: Bearer $(curl -sX POST -H 'accept: text/plain' '${issuerUrl}/token?${who}')"`;
  const own = bearer(`customer=${customer}`);
  const operator = bearer('client=operations');
  const post = (path: string, body: object, header = '', who = own) =>
    `curl -s ${apiUrl}${path} ${who} \\\n    ${header}-H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
  const campaign = `${apiUrl}/v1/campaigns/${campaignId}`;
  const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * hourMs).toISOString();
  const lines: readonly (readonly [what: string, line: string])[] = [
    [`${customer}'s consents`, `curl -s ${apiUrl}/v1/consents ${own}`],
    [
      'messages of her bank (the one-time password is dropped)',
      post('/v1/device/sms', {
        messages: [
          {
            sender: 'VM-HDFCBK-S',
            message: `Update! INR 85,000.00 deposited in HDFC Bank A/c XX4321 on ${dayOf(at(50))} for NEFT Cr-HSBC0400002-INFOSYS LIMITED-SALARY NOV. Avl bal INR 91,250.40`,
            receivedAt: at(50),
          },
          {
            sender: 'VM-HDFCBK-S',
            message: `Rs.349.00 debited from a/c XX4321 on ${dayOf(at(3))} to VPA swiggy@icici. UPI Ref 632517890123. Avl bal Rs.90,901.40`,
            receivedAt: at(3),
          },
          { sender: 'VM-HDFCBK-S', message: '482913 is your OTP for a purchase of Rs.1,299.00', receivedAt: at(1) },
        ],
      }),
    ],
    [
      'the apps on her phone',
      post('/v1/device/apps', {
        takenAt: at(0),
        apps: [
          { package: 'com.phonepe.app', name: 'PhonePe' },
          { package: 'com.whatsapp', name: 'WhatsApp' },
          { package: 'com.android.settings', name: 'Settings', preinstalled: true },
        ],
      }),
    ],
    ['what the platform knows about her', `curl -s ${apiUrl}/v1/customers/${customer}/insights ${own}`],
    [
      'a payment; the same line again pays nothing more',
      post(
        '/v1/transfers',
        { payee: merchant, amount: { minor: '34900', currency: 'INR' }, note: 'Groceries' },
        `-H 'idempotency-key: welcome-${now.getTime()}' `,
      ),
    ],
    ['what she has left', `curl -s ${apiUrl}/v1/accounts/${customer}:INR ${own}`],
    ['what changed it', `curl -s ${apiUrl}/v1/accounts/${customer}:INR/entries ${own}`],
    ['apps of all customers', `curl -s ${apiUrl}/v1/apps/pool ${operator}`],
    [
      'what an offer would say to her, as an SMS',
      post('/v1/templates/festive-offer/preview', { channel: 'sms', customerId: customer }, '', operator),
    ],
    [
      'whom a campaign with it would reach, and for how much',
      `TRIED=$(curl -sX POST ${campaign}/dry-runs ${operator} \\\n    -H 'idempotency-key: welcome-${now.getTime()}' | sed 's/.*"dryRunId":"\\([^"]*\\).*/\\1/'); sleep 2\n  curl -s ${campaign}/dry-runs/$TRIED ${operator}`,
    ],
    [
      'start it; between nine in the evening and ten in the morning, Indian time, its messages wait',
      `curl -sX POST ${campaign}/start ${operator}`,
    ],
    ['what became of it', `curl -s ${campaign}/report ${operator}`],
    ['all that she was sent', `curl -s ${apiUrl}/v1/customers/${customer}/notifications ${operator}`],
    ['what of it is in her app, because nothing else reached her', `curl -s ${apiUrl}/v1/inbox ${own}`],
  ];
  return [
    `The API is at ${apiUrl}, its reference at ${apiUrl}/docs (${apiUrl}/openapi.json)`,
    `What customers were sent is at ${webUrl}/outbox, campaigns at ${webUrl}/campaigns`,
    `Customers with consents and a wallet: ${customers.join(', ')}; a merchant: ${merchant}`,
    '',
    'Paste into a shell:',
    ...lines.flatMap(([what, line]) => ['', `  # ${what}`, `  ${line}`]),
    '',
    `Logs     ${join(dataDir, 'logs')} (a file per function; npm start -- --verbose shows them here)`,
    `Metrics  ${join(dataDir, 'metrics')}`,
    `Data     ${dataDir} (kept; npm run reset drops it)`,
    'Ctrl-C stops everything.',
  ].join('\n');
}

/** `21-11-26`, as banks write it. */
function dayOf(instant: string): string {
  const [year = '', month = '', day = ''] = instant.slice(0, 10).split('-');
  return `${day}-${month}-${year.slice(2)}`;
}
