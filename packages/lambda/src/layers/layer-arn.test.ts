import { layerVersionArn, parseLayerName, parseLayerVersionArn } from './layer-arn.js';

const caller = { accountId: '111111111111', region: 'us-east-1' };
const arn = 'arn:aws:lambda:us-east-1:222222222222:layer:l:7';

it('reads the ARN of a layer version as the one that it prints', () => {
  const layer = { scope: { accountId: '222222222222', region: 'us-east-1' }, name: 'l', version: 7 };
  expect(parseLayerVersionArn(arn)).toEqual(layer);
  expect(layerVersionArn(layer)).toBe(arn);
});

it.each([
  'arn:aws-cn:lambda:us-east-1:222222222222:layer:l:7',
  'arn:aws:lambda:us-east-1:222222222222:layer:l:07',
  'arn:aws:lambda:::awslayer:l',
])('takes %s for no layer version, since no policy knows one by it', (other) => {
  expect(parseLayerVersionArn(other)).toBeUndefined();
  expect(() => parseLayerName(other, caller)).toThrow('The resource you requested does not exist.');
});

it('takes a name for a layer of the caller, and refuses those of other regions', () => {
  expect(parseLayerName('l', caller)).toEqual({ scope: caller, name: 'l' });
  expect(() => parseLayerName('arn:aws:lambda:eu-west-1:111111111111:layer:l', caller)).toThrow('are not reachable');
});
