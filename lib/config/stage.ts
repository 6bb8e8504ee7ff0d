import { z } from 'zod';
import { partner } from './partner.ts';

/** CloudWatch keeps logs for these numbers of days and no others. */
const logDays = z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653]);
const positive = z.number().int().positive();
/** Aurora Capacity Units, in steps of a half; 0 lets the database sleep. */
const acu = z.number().min(0).max(256).multipleOf(0.5);
const domainName = z.string().regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'expected a domain name');

const consumer = z.strictObject({
  /** An older record than this at the head of a shard raises the alarm. */
  lagMaxSec: positive,
  /** How long Lambda gathers records before it calls, 0 for at once. */
  windowSec: z.number().int().min(0).max(300),
  /** Concurrent batches per shard; one customer's records stay in order in any case. */
  parallel: z.number().int().min(1).max(10),
  /** `dedicated` has 2 MB/s a shard of its own (enhanced fan-out), `shared` competes for the one 2 MB/s of the shard. */
  reads: z.enum(['shared', 'dedicated']),
});
/** Folds counters in order, or writes one object after another: two batches of a shard at once would interleave. */
const oneAtATime = consumer.extend({ parallel: z.literal(1) });

export const stageSchema = z
  .strictObject({
    /** Left out: whichever account the deploying credentials belong to. */
    account: z
      .string()
      .regex(/^\d{12}$/, 'expected 12 digits')
      .optional(),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region such as ap-south-1'),
    /** What happens to tables, buckets, streams and the database when their stack goes. */
    removal: z.enum(['destroy', 'retain']),
    database: z.strictObject({
      minAcu: acu,
      maxAcu: acu.min(1),
      /** Stand-bys in other zones that take over when the writer fails. */
      readers: z.number().int().min(0).max(15),
      backupDays: z.number().int().min(1).max(35),
      deletionProtection: z.boolean(),
    }),
    retention: z.strictObject({
      streamHours: z.number().int().min(24).max(8760),
      /** A record that failed for this long leaves the stream for the parked bucket. */
      recordAgeMaxHours: z.number().int().min(1).max(168),
      logDays,
      smsDays: positive,
      parkedDays: positive,
      accessLogDays: positive,
      archiveInstantDays: positive,
      archiveDeepDays: positive,
    }),
    consumers: z.strictObject({
      'store-apps': consumer,
      'store-sms': consumer,
      'app-pool': oneAtATime,
      'app-insights': consumer,
      'sms-insights': consumer,
      'archive-devices': oneAtATime,
      'archive-domain': oneAtATime,
      'lane-reversal': consumer,
      'lane-standard': consumer,
      'lane-bulk': consumer,
      'plan-payouts': consumer,
      'publish-facts': oneAtATime,
      'campaign-requests': consumer,
      'transactional-requests': consumer,
      receipts: consumer,
      screen: consumer,
      follow: consumer,
    }),
    screening: z.strictObject({
      /** How long a payment waits for the payer's limits before it is judged without them. */
      limitMs: positive,
      /** A payment may wait so long for an operator before somebody is called; after three days its money goes back. */
      reviewMaxMinutes: positive.max(3 * 1440),
    }),
    payments: z.strictObject({
      /** How long a payment waits for the database before its lane takes over. */
      instantLimitMs: positive,
      /** Of a file in one call of the ledger: what is paid at once waits for one call, not for the file. */
      bulkOperationsPerCall: positive.max(1000),
      /** Of one payer's files at most: events of each go through everything behind the ledger. */
      bulkOperationsPerSec: positive,
    }),
    notifications: z.strictObject({
      /** Where links in messages may lead, without `https://`. */
      linkHosts: z.array(domainName).min(1),
      /** Sends e-mail; its domain becomes an identity of SES. */
      emailFrom: z.email(),
      smsThrough: z.enum(['pinpoint', 'end-user-messaging']),
      /** Which of Apple's two services knows the devices: the sandbox those of apps from a developer's machine. */
      apns: z.enum(['APNS', 'APNS_SANDBOX']),
      /** Instances of the dispatchers that share the rates: shards of both lanes by batches in parallel. */
      dispatchersMax: positive,
      /** What the account may hand to each provider in a second, over all functions. */
      providerRatePerSec: z.strictObject({ push: positive, smsParts: positive, email: positive }),
    }),
    vendors: z.strictObject({
      /** How long a call of a vendor may take. */
      callMaxMs: positive.max(30_000),
      /** Orders may be sent to this computer itself, without TLS: for the sandbox vendor. */
      allowLoopback: z.boolean(),
      /**
       * Vendors that call back: each gets a client of its own to do so. An authorizer takes 50 clients, and three are the
       * app, the server and the operators.
       */
      clients: z
        .array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected the id of a vendor'))
        .min(1)
        .max(47),
      /**
       * Vendors that take orders: each gets keys of its own, and what goes to and fro is signed with them. The ARNs of
       * more would not fit the 4 KB that a function's environment may have.
       */
      signed: z
        .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected the id of a vendor'))
        .min(1)
        .max(15),
    }),
    api: z.strictObject({
      ratePerSec: positive,
      burst: positive,
      /** The 95th percentile of an endpoint may not stay above this. */
      latencyMaxMs: positive,
    }),
    /** A name of our own for the API, in a public hosted zone of this account; left out: the one AWS gives. */
    domain: z
      .strictObject({
        name: domainName,
        hostedZoneId: z.string().regex(/^Z[A-Z0-9]+$/, 'expected a hosted zone id such as Z0123456789'),
        hostedZoneName: domainName,
      })
      .optional(),
    /** CloudFront with WAF in front of the API; what it calls is `originName`. */
    front: z
      .strictObject({
        originName: domainName,
        /** Requests from one address in five minutes before it is blocked: a phone's, or those of phones behind one. */
        addressRateMax: z.number().int().min(10),
        /** Servers that the rate of an address is not for. A web ACL names sets 50 times, a partner's two are named twice. */
        partners: z.array(partner).max(12),
      })
      .optional(),
    signIn: z.strictObject({
      /** Where the app takes over after a customer signed in. */
      callbackUrls: z.array(z.url()).min(1),
      /** Cognito's Plus plan: leaked passwords and unusual sign-ins are refused. */
      threatProtection: z.boolean(),
    }),
    alarms: z.strictObject({
      email: z.email().optional(),
      /** HTTPS endpoint of whatever pages the person on call. */
      pageUrl: z.url({ protocol: /^https$/ }).optional(),
    }),
    logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  })
  .superRefine((stage, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const { database, retention, api, domain, front } = stage;
    if (database.minAcu > database.maxAcu) refuse(['database', 'minAcu'], 'is above maxAcu');
    if (retention.recordAgeMaxHours >= retention.streamHours)
      refuse(['retention', 'recordAgeMaxHours'], 'must end before the stream forgets the record (streamHours)');
    if (retention.archiveDeepDays < retention.archiveInstantDays + 90)
      refuse(['retention', 'archiveDeepDays'], 'must come 90 days or more after archiveInstantDays: S3 charges for 90');
    if (front !== undefined && domain === undefined) refuse(['domain'], 'is needed when front is set');
    if (front !== undefined && front.originName === domain?.name)
      refuse(['front', 'originName'], 'must differ from domain.name, which leads to CloudFront');
    const { partners = [], addressRateMax = 0 } = front ?? {};
    const ranges = partners.flatMap((each) => each.ranges);
    if (new Set(ranges).size < ranges.length || new Set(partners.map(({ name }) => name)).size < partners.length)
      refuse(['front', 'partners'], 'must differ in name and ranges');
    for (const [index, { rateMax }] of partners.entries()) {
      const at = ['front', 'partners', String(index), 'rateMax'];
      if (rateMax <= addressRateMax) refuse(at, 'must be above addressRateMax, which holds without it');
      if (rateMax > api.ratePerSec * 300) refuse(at, 'is more than api.ratePerSec lets through');
    }
    for (const [path, name] of [
      [['domain', 'name'], domain?.name],
      [['front', 'originName'], front?.originName],
    ] as const)
      if (name !== undefined && domain !== undefined && !name.endsWith(`.${domain.hostedZoneName}`))
        refuse([...path], `must lie in the hosted zone ${domain.hostedZoneName}`);
  });

export type StageConfig = z.output<typeof stageSchema>;
export type ConsumerConfig = StageConfig['consumers']['store-apps'];
