import { randomUUID } from 'node:crypto';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  GetEventSourceMappingCommand,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { eventually } from '../eventually.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

const name = 'mapped';
let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  const role = await roleFor(api, 'execution');
  const Statement = [{ Effect: 'Allow', Action: ['sqs:*', 'kinesis:*', 'dynamodb:*'], Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await api.iam.send(new PutRolePolicyCommand({ RoleName: 'execution', PolicyName: 'sources', PolicyDocument }));
  await deployed(api, role, name);
});
afterAll(() => api?.stop());

const arnOf = (rest: string) => `arn:aws:${rest.replace(':', ':us-east-1:111111111111:')}`;
const aQueue = () => arnOf(`sqs:queue-${randomUUID()}`);
const aStream = () => arnOf(`kinesis:stream/stream-${randomUUID()}`);
const aTable = () => arnOf(`dynamodb:table/table-${randomUUID()}/stream/2025-02-22T03:03:25.490`);
const kafka = {
  Topics: ['topic'],
  FunctionName: name,
  SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: arnOf('secretsmanager:secret:broker') }],
} satisfies CreateEventSourceMappingCommandInput;
const brokers = (...servers: string[]) => ({ SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } } });

/** A mapping that has come to rest. */
async function mapped(input: Omit<CreateEventSourceMappingCommandInput, 'FunctionName'>): Promise<string> {
  const { UUID } = await api.lambda.send(new CreateEventSourceMappingCommand({ FunctionName: name, ...input }));
  await eventually(async () => {
    const { State } = await api.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    return State === 'Enabled' || State === 'Disabled' ? true : undefined;
  });
  return UUID!;
}

const stream = { FunctionName: name, BatchSize: 1, MaximumBatchingWindowInSeconds: 1, MaximumRetryAttempts: 1 };
const fromTheStart = { StartingPosition: 'TRIM_HORIZON' } as const;
const toDeadLetters = { DestinationConfig: { OnFailure: { Destination: arnOf('sqs:dead-letters') } } };

reproduceErrors('event-source-mappings', () => api, {
  'CreateEventSourceMapping/no_starting_position': () => ({ input: { FunctionName: name, EventSourceArn: aTable() } }),
  'CreateEventSourceMapping/create_unknown_params': () => ({
    input: { FunctionName: 'doesnotexist', EventSourceArn: arnOf('sqs:somequeue') },
  }),
  'CreateEventSourceMapping/create_event_source_mapping_exception': () => ({
    input: { FunctionName: name, EventSourceArn: aQueue(), FilterCriteria: { Filters: [{ Pattern: 'null' }] } },
  }),
  'CreateEventSourceMapping/invalid-create-event-source-mapping': () => ({
    input: { FunctionName: name, EventSourceArn: aQueue(), BatchSize: 11 },
  }),
  'CreateEventSourceMapping/missing-source-access-configuration': () => ({
    input: { ...kafka, ...brokers('kafka:1000'), SourceAccessConfigurations: undefined },
  }),
  'CreateEventSourceMapping/create_no_event_source_arn': () => ({ input: { FunctionName: 'doesnotexist' } }),
  'CreateEventSourceMapping/destination_config_failure': () => ({
    input: {
      FunctionName: 'doesnotexist',
      EventSourceArn: arnOf('sqs:somequeue'),
      DestinationConfig: { OnSuccess: { Destination: arnOf('sqs:someotherqueue') } },
    },
  }),
  'CreateEventSourceMapping/incompatible_starting_position': () => ({
    input: {
      FunctionName: name,
      EventSourceArn: aTable(),
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: new Date(1_741_010_802_000),
    },
  }),
  'CreateEventSourceMapping/invalid_starting_position': () => ({
    input: { FunctionName: name, EventSourceArn: aTable(), StartingPosition: 'invalid' },
  }),
  'CreateEventSourceMapping/error#4': async () => {
    const EventSourceArn = aQueue();
    return { input: { FunctionName: name, EventSourceArn }, values: { 'uuid:1': await mapped({ EventSourceArn }) } };
  },
  'CreateEventSourceMapping/error#5': async () => {
    const EventSourceArn = aTable();
    const uuid = await mapped({ EventSourceArn, ...fromTheStart });
    return { input: { FunctionName: name, EventSourceArn, ...fromTheStart }, values: { 'uuid:2': uuid } };
  },
  'CreateEventSourceMapping/error#6': async () => {
    const EventSourceArn = aStream();
    const uuid = await mapped({ EventSourceArn, StartingPosition: 'LATEST' });
    return { input: { FunctionName: name, EventSourceArn, StartingPosition: 'LATEST' }, values: { 'uuid:1': uuid } };
  },
  'CreateEventSourceMapping/duplicate-source': async () => {
    const uuid = await mapped({ ...kafka, ...brokers('kafka:1000') });
    return { input: { ...kafka, ...brokers('kafka:1000') }, values: { 'uuid:1': uuid } };
  },
  'CreateEventSourceMapping/multiple-duplicate-source': () => ({
    input: { ...kafka, ...brokers('kafka:1000', 'kafka:2000'), BatchSize: 1 },
  }),
  'DeleteEventSourceMapping/delete_unknown_uuid': () => ({ input: { UUID: randomUUID() } }),
  'GetEventSourceMapping/get_unknown_uuid': () => ({ input: { UUID: randomUUID() } }),
  'UpdateEventSourceMapping/update_unknown_uuid': () => ({ input: { UUID: randomUUID(), Enabled: false } }),
  'UpdateEventSourceMapping/invalid-update-event-source-mapping': async () => ({
    input: { UUID: await mapped({ EventSourceArn: aQueue() }), FunctionName: name, BatchSize: 11 },
  }),
});

reproduceAnswers('event-source-mappings', () => api, {
  'CreateEventSourceMapping/create_event_source_mapping_response': () => ({
    input: {
      ...stream,
      ...fromTheStart,
      EventSourceArn: aStream(),
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ data: { event_type: ['function_1'] } }) }] },
    },
  }),
  'CreateEventSourceMapping/create_response': () => ({
    input: { ...stream, ...fromTheStart, ...toDeadLetters, EventSourceArn: aTable() },
  }),
  'CreateEventSourceMapping/event-source-mapping-default': () => ({
    input: { ...kafka, ...brokers('kafka:1000'), Topics: ['topic'], FunctionName: `${name}:$LATEST` },
    values: { 'resource:1': `${name}:$LATEST` },
  }),
  'CreateEventSourceMapping/create_event_source_mapping_response#2': () => ({
    input: {
      FunctionName: name,
      EventSourceArn: aQueue(),
      MaximumBatchingWindowInSeconds: 1,
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { testItem: ['test24'] } }) }] },
    },
  }),
  'CreateEventSourceMapping/create-event-source-mapping-response': () => ({
    input: {
      FunctionName: name,
      EventSourceArn: aQueue(),
      MaximumBatchingWindowInSeconds: 1,
      BatchSize: 20,
      ScalingConfig: { MaximumConcurrency: 2 },
    },
  }),
  'GetEventSourceMapping/get_response': async () => ({
    input: { UUID: await mapped({ ...stream, ...fromTheStart, ...toDeadLetters, EventSourceArn: aTable() }) },
  }),
  'GetEventSourceMapping/event_source_mapping': async () => ({
    input: { UUID: await mapped({ EventSourceArn: aQueue(), BatchSize: 1 }) },
  }),
  'UpdateEventSourceMapping/updated_esm': async () => {
    const UUID = await mapped({ EventSourceArn: aQueue(), MaximumBatchingWindowInSeconds: 1 });
    const { FunctionArn, Version } = await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    return { input: { UUID, FunctionName: FunctionArn }, values: { 'resource:3': `${name}:${Version}` } };
  },
  'DeleteEventSourceMapping/delete_response': async () => ({
    input: { UUID: await mapped({ ...stream, ...fromTheStart, ...toDeadLetters, EventSourceArn: aTable() }) },
  }),
  'ListEventSourceMappings/list_event_source_mapping_result': async () => {
    const EventSourceArn = aTable();
    return { input: { EventSourceArn }, values: { 'uuid:2': await mapped({ EventSourceArn, ...fromTheStart }) } };
  },
});
