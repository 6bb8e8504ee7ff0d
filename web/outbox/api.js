export const operations = '/as/operations';
export const gateway = '/as/gateway';
export const customer = (id) => `/as/customer/${encodeURIComponent(id)}`;

/** Calls the public API through this page's server. @throws Error with what the API says is wrong */
export async function call(who, path, { method = 'GET', body, headers = {} } = {}) {
  return answered(
    await reached(`${who}${path}`, {
      method,
      headers: { ...(method !== 'GET' && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
}

/** Asks this page's server itself. */
export const ask = async (path, init) => answered(await reached(path, init));

const reached = (path, init) =>
  fetch(path, init).catch(() => {
    throw new Error('The laptop cloud does not answer.');
  });

async function answered(response) {
  const type = response.headers.get('content-type') ?? '';
  const body = type.includes('json') ? await response.json() : await response.text();
  if (response.ok) return body;
  const detail = body.errors?.map((error) => error.detail).join(' ') ?? body.detail ?? `Answered ${response.status}`;
  throw Object.assign(new Error(detail), { status: response.status });
}
