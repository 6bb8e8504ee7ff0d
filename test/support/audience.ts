/** Customers written by statements about sets: an API would take minutes for a hundred thousand. */

type Sql = (text: string) => Promise<unknown>;

export type Audience = {
  /** Ids are this and six digits from 000001: `c000001`. */
  readonly prefix: string;
  readonly count: number;
  /** Of them, how many the first ones have no device and get an SMS instead. */
  readonly withoutDevice: number;
  /** How many of the last ones did not ask for offers. */
  readonly withoutConsent: number;
  /** Whether their banks told of a salary, which makes them eligible. */
  readonly withSalary: boolean;
};

/** Salaries of 30,000 to 79,000 rupees, some days ago. */
const salaries = `SELECT id, 3000000 + n % 50 * 100000 AS minor, now() - interval '3 days' AS at FROM person`;

/** Contacts with phones, devices and wishes. */
export async function addAudience(sql: Sql, { prefix, count, ...of }: Audience): Promise<void> {
  const people = `WITH person AS (
    SELECT n, '${prefix}' || lpad(n::text, 6, '0') AS id FROM generate_series(1, ${count}) AS n)`;
  await sql(`${people} INSERT INTO notifications.contact (customer_id, name, language)
    SELECT id, 'Asha ' || n, CASE WHEN n % 10 = 0 THEN 'hi' ELSE 'en' END FROM person`);
  await sql(`${people} INSERT INTO notifications.endpoint (customer_id, channel, address)
    SELECT id, 'sms', '+9180' || lpad((n + ascii('${prefix}') * 100000)::text, 8, '0') FROM person`);
  await sql(`${people} INSERT INTO notifications.endpoint (customer_id, channel, address, platform)
    SELECT id, 'push', 'device-of-' || id, CASE WHEN n % 4 = 0 THEN 'ios' ELSE 'android' END
    FROM person WHERE n > ${of.withoutDevice}`);
  await sql(`${people} INSERT INTO notifications.preference (customer_id, purpose, channel, wanted, source, changed_at)
    SELECT id, 'promotional', '*', true, 'app', now() FROM person WHERE n <= ${count - of.withoutConsent}`);
  if (of.withSalary) await addSalaries(sql, people);
  await sql('ANALYZE notifications.contact, notifications.endpoint, notifications.preference');
}

async function addSalaries(sql: Sql, people: string): Promise<void> {
  await sql(`${people} INSERT INTO devices.customer (customer_id) SELECT id FROM person`);
  await sql(`${people} INSERT INTO devices.bank_fact (customer_id, sms_key, received_at, day, month, institution, institution_type,
      direction, kind, amount_minor, currency, account, is_credit_card, is_bounce, movement, rule, confidence)
    SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '#0000000000000000', at, at::date,
      date_trunc('month', at)::date, 'Example Bank', 'bank', 'credit', 'salary', minor, 'INR', '1234', false, false,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ' salary', 'test', 1 FROM (${salaries}) AS s`);
  await sql('ANALYZE devices.customer, devices.bank_fact');
}

/** A policy whose windows are always open, so that nothing depends on the hour of the test. */
export const openAllDay = (sql: Sql, perDay = 100): Promise<unknown> =>
  sql(`INSERT INTO notifications.policy (version, definition, changed_by)
    SELECT max(version) + 1, jsonb_set(jsonb_set((array_agg(definition ORDER BY version DESC))[1], '{windows}',
      '[{"purposes": ["promotional"], "channels": ["push", "sms", "email"], "from": "00:00", "to": "12:00"},
        {"purposes": ["promotional"], "channels": ["push", "sms", "email"], "from": "12:00", "to": "00:00"}]'),
      '{caps,promotional}', '{"perDay": ${perDay}, "perWeek": 500}'), 'test'
    FROM notifications.policy`);

/** An offer of what the customer is eligible for, with a link of their own. */
export const anOffer = {
  purpose: 'offers',
  variables: {
    name: { type: 'text', source: 'customer.name', default: 'there', maxLength: 20, gsm7: true },
    eligible: { type: 'money', source: 'eligibility.amount' },
  },
  links: [{ name: 'offer', target: 'https://www.sangam.example/offers' }],
  sms: {
    senderId: '123456',
    dltEntityId: '1100000000000000001',
    maxParts: 2,
    texts: {
      en: {
        dltTemplateId: '1107000000000000101',
        body: 'Hi {{ name }}, up to {{ eligible | money: "plain" }} is ready for you: {{ link.offer }} Reply STOP to end.',
      },
    },
  },
  push: {
    kind: 'visible',
    texts: {
      en: { title: 'Ready for you', body: 'Hi {{ name }}, up to {{ eligible | money }}: {{ link.offer }}' },
      hi: { title: 'आपके लिए', body: '{{ name }}, {{ eligible | money }} तक तैयार है: {{ link.offer }}' },
    },
  },
  email: {
    texts: {
      en: {
        subject: 'Up to {{ eligible | money }} for you',
        html: '<p>Hi {{ name }}, <a href="{{ link.offer }}">up to {{ eligible | money }}</a> is ready.</p>',
      },
    },
  },
  inbox: {
    link: 'offer',
    texts: { en: { title: 'Ready for you', body: 'Hi {{ name }}, up to {{ eligible | money }} is ready.' } },
  },
};
