import { randomUUID } from 'node:crypto';
import { type CreateFunctionCommandInput, PublishVersionCommand } from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
});
afterAll(() => api?.stop());

/** A function of its own for each case. */
async function having(changes: Partial<CreateFunctionCommandInput>, input: object) {
  const FunctionName = `f-${randomUUID().slice(0, 8)}`;
  await deployed(api, role, FunctionName, { Runtime: 'python3.12', ...changes });
  return { input: { FunctionName, ...input }, values: { 'function-name': FunctionName, 'resource:1': 'execution' } };
}

reproduceErrors('versions', () => api, {
  'PublishVersion/invalid_sha_publish': () => having({}, { CodeSha256: 'a'.repeat(64) }),
  'PublishVersion/publish_wrong_sha256_exc': () => having({}, { CodeSha256: 'somenonexistentsha256' }),
  'PublishVersion/publish_version_revision_exception': () => having({}, { RevisionId: 'wrong' }),
});

reproduceAnswers('versions', () => api, {
  'ListVersionsByFunction/list_versions_result': () => having({ Publish: true }, {}),
  'PublishVersion/publish_v1': () => having({ Environment: { Variables: { testenv: 'staging' } } }, {}),
  'PublishVersion/repeated_publish_response': async () => {
    const reproduced = await having({}, { Description: 'Repeated version description :)' });
    await api.lambda.send(new PublishVersionCommand({ FunctionName: reproduced.input.FunctionName }));
    return reproduced;
  },
});
