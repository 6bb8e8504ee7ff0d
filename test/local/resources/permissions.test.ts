import { makePermissions } from '../../../local/resources/permissions.ts';

const api = 'arn:aws:execute-api:ap-south-1:000000000000:abc';
const { mayInvoke } = makePermissions([
  { functionName: 'collect', principal: 'apigateway.amazonaws.com', sourceArn: `${api}/*/*/v1/consents/{purpose}` },
  { functionName: 'open', principal: 'apigateway.amazonaws.com' },
]);
const gateway = 'apigateway.amazonaws.com';

it.each([
  ['its own route in any stage', 'collect', gateway, `${api}/$default/PUT/v1/consents/{purpose}`, true],
  ['another route', 'collect', gateway, `${api}/$default/PUT/v1/consents`, false],
  [
    'another API',
    'collect',
    gateway,
    'arn:aws:execute-api:ap-south-1:000000000000:xyz/a/PUT/v1/consents/{purpose}',
    false,
  ],
  ['another service', 'collect', 'events.amazonaws.com', `${api}/$default/PUT/v1/consents/{purpose}`, false],
  ['a function without a permission', 'closed', gateway, `${api}/$default/GET/`, false],
  ['a permission for any source', 'open', gateway, `${api}/$default/GET/`, true],
])('%s', (_, functionName, principal, sourceArn, expected) => {
  expect(mayInvoke(functionName, principal, sourceArn)).toBe(expected);
});
