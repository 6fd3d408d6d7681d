import { TagResourceCommand } from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

const name = 'tagged';
const arn = (kind: string, rest: string) => `arn:aws:lambda:us-east-1:111111111111:${kind}:${rest}`;
const functionArn = arn('function', name);
const values = { 'function-name': name };

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  await deployed(api, await roleFor(api, 'execution'), name, { Tags: { testtag: 'custom' } });
});
afterAll(() => api?.stop());

/** Things of each kind that can be tagged and are not there. */
const missing = {
  provider: { Resource: arn('capacity-provider', 'missing') },
  mapping: { Resource: arn('event-source-mapping', '4e8fb7ca-3a6f-4d28-9b3c-a3ac28c4c0b4') },
  function: { Resource: arn('function', 'missing') },
};
const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${index}_key`, `${index}_value`]));
const tag = (input: object) => () => ({ input: { Tags: { A: 'B' }, ...input } });
const untag = (input: object) => () => ({ input: { TagKeys: ['A'], ...input } });

reproduceErrors('tags', () => api, {
  'ListTags/aliased_arn_exception': () => ({ input: { Resource: `${functionArn}:alias` } }),
  'ListTags/aliased_arn_exception#2': () => ({ input: { Resource: `${missing.provider.Resource}:alias` } }),
  'ListTags/aliased_arn_exception#3': () => ({ input: { Resource: `${missing.mapping.Resource}:alias` } }),
  'ListTags/invalid_arn_exception': () => ({ input: { Resource: arn('foobar', 'missing') } }),
  'ListTags/not_found_exception_list': () => ({ input: missing.provider }),
  'ListTags/not_found_exception_list#2': () => ({ input: missing.mapping }),
  'ListTags/not_found_exception_list#3': () => ({ input: missing.function, values: { 'function-name': 'missing' } }),
  'ListTags/not_found_exception_list#4': () => ({ input: missing.function, values: { 'resource-name': 'missing' } }),
  'TagResource/tag_empty_tags': tag({ Resource: functionArn, Tags: {} }),
  'TagResource/tag_lambda_too_many_tags': tag({ Resource: functionArn, Tags: tooMany }),
  'TagResource/tag_lambda_qualifier_doesnotexist': tag({ Resource: `${functionArn}:v1` }),
  'TagResource/tag_lambda_invalidarn': tag({ Resource: 'arn:aws:something' }),
  'TagResource/not_found_exception_tag': tag(missing.provider),
  'TagResource/not_found_exception_tag#2': tag(missing.mapping),
  'TagResource/not_found_exception_tag#3': tag(missing.function),
  'TagResource/not_found_exception_tag#4': tag(missing.function),
  'TagResource/tag_lambda_doesnotexist': tag({ Resource: arn('function', 'doesnotexist') }),
  'UntagResource/untag_empty_keys': untag({ Resource: functionArn, TagKeys: [] }),
  'UntagResource/not_found_exception_untag': untag(missing.provider),
  'UntagResource/not_found_exception_untag#2': untag(missing.mapping),
  'UntagResource/not_found_exception_untag#3': untag(missing.function),
  'UntagResource/not_found_exception_untag#4': untag(missing.function),
});

reproduceAnswers('tags', () => api, {
  'ListTags/list_tags_result': () => ({ input: { Resource: functionArn }, values: { ...values, 'custom-tag': 'custom' } }),
  'TagResource/tag_single_response': tag({ Resource: functionArn, Tags: { A: 'tag-a' } }),
  'UntagResource/untag_single_response': async () => {
    await api.lambda.send(new TagResourceCommand({ Resource: functionArn, Tags: { A: 'tag-a' } }));
    return { input: { Resource: functionArn, TagKeys: ['A'] } };
  },
});
