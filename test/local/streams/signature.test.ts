import { signedHeaders } from '../../../local/streams/signature.ts';

const call = {
  region: 'ap-south-1',
  service: 'kinesis',
  host: '127.0.0.1:4001',
  target: 'Kinesis_20131202.ListShards',
  body: '{"StreamName":"events"}',
  at: new Date('2026-11-21T10:00:00.123Z'),
};
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** What `@smithy/signature-v4`, the SDK's signer, says for the same call. */
describe('the signature of a call', () => {
  it("is the SDK's", () => {
    expect(signedHeaders({ ...call, credentials })).toMatchObject({
      'x-amz-date': '20261121T100000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/ap-south-1/kinesis/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=3054929ac267850f01ecc24d798baf9c8600cc82d75947f6c336a1e5eddc2da4',
    });
  });

  it("is the SDK's with a session token", () => {
    expect(signedHeaders({ ...call, credentials: { ...credentials, sessionToken: 'session' } })).toMatchObject({
      'x-amz-security-token': 'session',
      authorization: expect.stringContaining(
        'Signature=51702f2ec6aeb5dbf7e0f0be75ae6246739ff97b3651b6178a62f6b206306715',
      ),
    });
  });
});
