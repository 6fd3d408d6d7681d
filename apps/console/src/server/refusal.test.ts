import { LambdaServiceException, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { refusalOf } from './refusal';

test('the service’s refusal keeps its status, code, message and request id', () => {
  const error = new ResourceNotFoundException({
    message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope',
    $metadata: { httpStatusCode: 404, requestId: 'r-1' },
  });
  expect(refusalOf(error)).toEqual({
    status: 404,
    body: { code: 'ResourceNotFoundException', message: error.message, requestId: 'r-1' },
  });
});

test('credentials that have ended are a 401, so that the person signs in again', () => {
  const error = new LambdaServiceException({
    name: 'ExpiredTokenException',
    message: 'expired',
    $fault: 'client',
    $metadata: { httpStatusCode: 403 },
  });
  expect(refusalOf(error).status).toBe(401);
});

test('an API that does not answer is a 502 that tells no address of the inside', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:4566'), { code: 'ECONNREFUSED' });
  const { status, body } = refusalOf(error);
  expect(status).toBe(502);
  expect(body.message).not.toContain('10.0.0.7');
});
