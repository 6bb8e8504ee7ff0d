import { type AddressInfo, createServer } from 'node:net';
import { checkPorts, freePorts, portsFrom, settledPorts } from '../../local/ports.ts';

it('takes six ports in a row from SANGAM_PORT, 4000 when it is not set', () => {
  expect(portsFrom({})).toEqual({ api: 4000, aws: 4001, issuer: 4002, postgres: 4003, web: 4004, vendor: 4005 });
  expect(portsFrom({ SANGAM_PORT: '5100' })).toEqual({
    api: 5100,
    aws: 5101,
    issuer: 5102,
    postgres: 5103,
    web: 5104,
    vendor: 5105,
  });
});

it.each(['80', 'many', '65535', ''])('says what SANGAM_PORT should be when it is "%s"', (SANGAM_PORT) => {
  expect(() => portsFrom({ SANGAM_PORT })).toThrow('a number from 1024 to 65530 is needed');
});

it('names a taken port, what needs it, and what to do', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  await expect(checkPorts({ api: port - 2, aws: 0, issuer: port, postgres: 0, web: 0, vendor: 0 })).rejects.toThrow(
    new RegExp(`^Port ${port}, which the token issuer needs, is taken[\\s\\S]*SANGAM_PORT=${port + 98} npm start`),
  );
  await new Promise((resolve) => server.close(resolve));
});

it('finds free ones where none is asked for', async () => {
  const settled = await settledPorts({ ...freePorts, api: 4321 });

  expect(settled.api).toBe(4321);
  expect(new Set(Object.values(settled)).size).toBe(6);
  expect(Object.values(settled)).not.toContain(0);
});
