import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  PublishVersionCommand,
  paginateListEventSourceMappings,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';
import { deployed, roleFor } from './deployment.js';
import { eventually } from './eventually.js';
import { refusal } from './refusal.js';

const name = 'mapped';
let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await allow('execution', ['sqs:*', 'kinesis:*', 'dynamodb:*']);
  await deployed(api, role, name);
});
afterAll(() => api?.stop());

async function allow(RoleName: string, Action: readonly string[], Resource = '*'): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
  await api.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'sources', PolicyDocument }));
}

const queue = (queueName: string) => `arn:aws:sqs:us-east-1:111111111111:${queueName}`;
const create = (input: Partial<CreateEventSourceMappingCommandInput>) =>
  api.lambda.send(new CreateEventSourceMappingCommand({ FunctionName: name, ...input }));
const get = (UUID: string | undefined) => api.lambda.send(new GetEventSourceMappingCommand({ UUID }));
const reaches = (UUID: string | undefined, state: string) =>
  eventually(async () => {
    const mapping = await get(UUID);
    return mapping.State === state ? mapping : undefined;
  });

const inUse = (verb: string) => ({
  status: 400,
  code: 'ResourceInUseException',
  message: `Cannot ${verb} the event source mapping because it is in use.`,
  Type: 'User',
});
const invalid = (message: string) => ({ status: 400, code: 'InvalidParameterValueException', message, Type: 'User' });

describe('an event source mapping', () => {
  it('goes through its states, and is left alone on the way', async () => {
    const created = await create({ EventSourceArn: queue('states') });
    const { UUID } = created;
    expect(created).toMatchObject({ State: 'Creating', $metadata: { httpStatusCode: 202 } });
    expect(await refusal(api.lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 })))).toEqual(inUse('update'));
    expect(await refusal(api.lambda.send(new DeleteEventSourceMappingCommand({ UUID })))).toEqual(inUse('delete'));
    const enabled = await reaches(UUID, 'Enabled');
    expect(enabled.LastModified!.getTime()).toBeGreaterThan(created.LastModified!.getTime());

    const off = await api.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    expect(off).toMatchObject({ State: 'Disabling', $metadata: { httpStatusCode: 202 } });
    await reaches(UUID, 'Disabled');
    const changed = await api.lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
    expect(changed).toMatchObject({ State: 'Updating', BatchSize: 5 });
    await reaches(UUID, 'Disabled');
    expect((await api.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }))).State).toBe('Enabling');
    await reaches(UUID, 'Enabled');

    const gone = await api.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    expect(gone).toMatchObject({ State: 'Deleting', BatchSize: 5, $metadata: { httpStatusCode: 202 } });
    expect(await refusal(api.lambda.send(new DeleteEventSourceMappingCommand({ UUID })))).toEqual(inUse('delete'));
    const answer = await eventually(async () =>
      get(UUID).then(
        () => undefined,
        (error: Error) => error.name,
      ),
    );
    expect(answer).toBe('ResourceNotFoundException');
    await create({ EventSourceArn: queue('states') });
  });

  it('is Disabled from the first when that is asked for', async () => {
    const { UUID, State } = await create({ EventSourceArn: queue('disabled'), Enabled: false });
    expect(State).toBe('Disabled');
    expect((await get(UUID)).State).toBe('Disabled');
  });

  it('names a version or alias by its ARN, and outlives its function', async () => {
    await deployed(api, role, 'short-lived');
    const { FunctionArn } = await api.lambda.send(new PublishVersionCommand({ FunctionName: 'short-lived' }));
    await api.lambda.send(new CreateAliasCommand({ FunctionName: 'short-lived', Name: 'live', FunctionVersion: '1' }));
    const EventSourceArn = queue('versions');
    const ofVersion = await create({ EventSourceArn, FunctionName: FunctionArn! });
    expect(ofVersion.FunctionArn).toBe(FunctionArn);
    const ofAlias = await create({ EventSourceArn, FunctionName: '111111111111:function:short-lived:live' });
    expect(ofAlias.FunctionArn).toBe(FunctionArn!.replace(/1$/, 'live'));
    expect(await refusal(create({ EventSourceArn, FunctionName: 'short-lived:none' }))).toEqual(
      invalid('Function does not exist'),
    );
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'short-lived' }));
    await reaches(ofAlias.UUID, 'Enabled');
  });

  it('is refused while the role of the function may not read its source', async () => {
    const bare = await roleFor(api, 'bare');
    await deployed(api, bare, 'bare');
    const EventSourceArn = queue('guarded');
    const map = () => create({ FunctionName: 'bare', EventSourceArn });
    const denied = (action: string) => invalid(`The function execution role does not have permissions to call ${action} on SQS`);
    expect(await refusal(map())).toEqual(denied('ReceiveMessage'));
    await allow('bare', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue('another'));
    expect(await refusal(map())).toEqual(denied('ReceiveMessage'));
    await allow('bare', ['sqs:ReceiveMessage'], EventSourceArn);
    expect(await refusal(map())).toEqual(denied('DeleteMessage'));
    await allow('bare', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], EventSourceArn);
    expect((await map()).State).toBe('Creating');
    const stream = 'arn:aws:kinesis:us-east-1:111111111111:stream/orders';
    expect(await refusal(create({ FunctionName: 'bare', EventSourceArn: stream, StartingPosition: 'LATEST' }))).toEqual(
      invalid(
        `Cannot access stream ${stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ` +
          'ListStreams Actions on your stream in IAM.',
      ),
    );
  });

  it('is refused a key that would encrypt its filters, which is not built', async () => {
    const KMSKeyArn = 'arn:aws:kms:us-east-1:111111111111:key/k';
    const refused = await refusal(create({ EventSourceArn: queue('encrypted'), KMSKeyArn }));
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('Hearth does not support KMSKeyArn yet') });
  });

  it('shows what each source was given, as it was given', async () => {
    const access = (
      Type: 'BASIC_AUTH' | 'SASL_SCRAM_512_AUTH' | 'VIRTUAL_HOST',
      URI = 'arn:aws:secretsmanager:us-east-1:1:secret:s',
    ) => ({ Type, URI });
    const given: Partial<CreateEventSourceMappingCommandInput>[] = [
      {
        EventSourceArn: 'arn:aws:kafka:us-east-1:111111111111:cluster/orders/5d8f-2',
        Topics: ['orders'],
        StartingPosition: 'AT_TIMESTAMP',
        StartingPositionTimestamp: new Date(1_741_010_802_000),
        SourceAccessConfigurations: [access('SASL_SCRAM_512_AUTH')],
        AmazonManagedKafkaEventSourceConfig: {
          ConsumerGroupId: 'group',
          SchemaRegistryConfig: {
            SchemaRegistryURI: 'https://registry',
            EventRecordFormat: 'JSON',
            AccessConfigs: [{ Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:r' }],
            SchemaValidationConfigs: [{ Attribute: 'KEY' }],
          },
        },
        DestinationConfig: { OnFailure: { Destination: 'kafka://dead-letters' } },
        ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 3, PollerGroupName: 'shared' },
        MetricsConfig: { Metrics: ['EventCount', 'KafkaMetrics'] },
        LoggingConfig: { SystemLogLevel: 'INFO' },
      },
      {
        EventSourceArn: 'arn:aws:mq:us-east-1:111111111111:broker:orders:b-1',
        Queues: ['orders'],
        SourceAccessConfigurations: [access('BASIC_AUTH'), access('VIRTUAL_HOST', '/orders')],
        BatchSize: 10_000,
      },
      {
        EventSourceArn: 'arn:aws:rds:us-east-1:111111111111:cluster:orders',
        StartingPosition: 'LATEST',
        DocumentDBEventSourceConfig: { DatabaseName: 'shop', CollectionName: 'orders', FullDocument: 'UpdateLookup' },
        SourceAccessConfigurations: [access('BASIC_AUTH')],
        MaximumBatchingWindowInSeconds: 300,
      },
    ];
    for (const input of given) {
      const { UUID } = await create(input);
      const shown = await get(UUID);
      expect(shown).toMatchObject({
        ...input,
        LastProcessingResult: 'No records processed',
        StateTransitionReason: 'USER_INITIATED',
      });
      expect(shown.EventSourceMappingArn).toBe(`arn:aws:lambda:us-east-1:111111111111:event-source-mapping:${UUID}`);
    }
  });

  it('carries tags from its creation', async () => {
    const { EventSourceMappingArn: Resource } = await create({ EventSourceArn: queue('tagged'), Tags: { team: 'a' } });
    await api.lambda.send(new TagResourceCommand({ Resource, Tags: { stage: 'test' } }));
    expect((await api.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ team: 'a', stage: 'test' });
    await api.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['team'] }));
    expect((await api.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ stage: 'test' });
  });
});

describe('a list of event source mappings', () => {
  it('has those of a source or of a function, page by page', async () => {
    await deployed(api, role, 'listed');
    const made: (string | undefined)[] = [];
    for (const queueName of ['l1', 'l2', 'l3', 'l4', 'l5']) {
      made.push((await create({ FunctionName: 'listed', EventSourceArn: queue(queueName), Enabled: false })).UUID);
    }
    const { UUID } = await create({ EventSourceArn: queue('l1'), Enabled: false });
    const found: EventSourceMappingConfiguration[] = [];
    const pages = paginateListEventSourceMappings({ client: api.lambda, pageSize: 2 }, { FunctionName: 'listed' });
    let count = 0;
    for await (const page of pages) {
      count++;
      found.push(...page.EventSourceMappings!);
    }
    expect(count).toBe(3);
    expect(found.map((mapping) => mapping.UUID).sort()).toEqual([...made].sort());
    const ofSource = await api.lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: queue('l1') }));
    expect(ofSource.EventSourceMappings!.map((mapping) => mapping.UUID).sort()).toEqual([made[0], UUID].sort());
    const both = await api.lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: queue('l1'), FunctionName: name }));
    expect(both.EventSourceMappings!.map((mapping) => mapping.UUID)).toEqual([UUID]);
    const none = await api.lambda.send(new ListEventSourceMappingsCommand({ FunctionName: 'listed:$LATEST' }));
    expect(none.EventSourceMappings).toEqual([]);
    const foreign = 'arn:aws:lambda:us-east-1:222222222222:function:listed';
    const ofOthers = api.lambda.send(new ListEventSourceMappingsCommand({ FunctionName: foreign }));
    expect(await refusal(ofOthers)).toMatchObject({ status: 403, code: 'AccessDeniedException' });
  });
});
