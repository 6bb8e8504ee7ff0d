export type WebReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export const json = (status: number, body: object): WebReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

export const notFound = (): WebReply => json(404, { detail: 'There is nothing here.' });
export const refused = (): WebReply => json(403, { detail: 'Only the pages of this address may ask for this.' });
