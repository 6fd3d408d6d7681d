import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import * as hearth from '@hearth/hearth-client';
import { compatibilityData } from '../compatibility/compatibility-data.js';
import { neighbourServices } from '../compatibility/neighbour-services.js';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';

let api: RunningTestApi;
let clients: Readonly<Record<string, readonly [client: Sender, commands: object]>>;
beforeAll(async () => {
  api = await runningApi();
  const settings = api.clientSettings;
  const storage = new s3.S3Client({ ...settings, forcePathStyle: true, disableHostPrefix: true, logger: quiet });
  await storage.send(new s3.CreateBucketCommand(input));
  await storage.send(new s3.PutObjectCommand(input));
  clients = {
    s3: [storage, s3],
    iam: [api.iam, iam],
    sts: [new sts.STSClient(settings), sts],
    monitoring: [new cloudwatch.CloudWatchClient(settings), cloudwatch],
    hearth: [new hearth.HearthClient(settings), hearth],
  };
});
afterAll(async () => {
  for (const [client] of Object.values(clients ?? {})) client.destroy();
  await api?.stop();
});

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

interface Sender {
  send(command: never): Promise<unknown>;
  destroy(): void;
}
type AnyCommand = new (input: object) => never;

/** Enough for each operation to be found by its path and query, and for its handler to be reached where it would refuse. */
const input = {
  Bucket: 'surveyed',
  Key: 'key',
  UploadId: 'upload',
  PartNumber: 1,
  Id: 'id',
  CopySource: 'surveyed/key',
  RequestRoute: 'route',
  RequestToken: 'token',
  AnnotationName: 'name',
  QuotaName: 'FunctionTimeoutSeconds',
  Name: 'name',
  RenameSource: '/surveyed/key',
  SelectObjectContentRequest: {},
  CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
  LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }] },
  WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } },
  ReplicationConfiguration: { Role: 'role', Rules: [{ Status: 'Enabled', Destination: { Bucket: 'other' } }] },
  BucketLoggingStatus: {},
  RequestPaymentConfiguration: { Payer: 'Requester' },
  AccelerateConfiguration: { Status: 'Enabled' },
};

it.each(neighbourServices)(
  '$title implements the operations that docs/compatibility.md names, and refuses the others',
  async (service) => {
    const [client, commands] = clients[service.signingName]!;
    const implemented: string[] = [];
    for (const operation of service.operations) {
      const Command = (commands as Readonly<Record<string, AnyCommand>>)[`${operation}Command`]!;
      const { name, message, $metadata } = await answerTo(client.send(new Command(input)));
      if (!$metadata?.httpStatusCode) throw new Error(`${operation} was not sent: ${name} ${message}`);
      if ($metadata.httpStatusCode !== 501 && name !== 'MissingAuthenticationToken') implemented.push(operation);
    }
    expect(implemented.sort()).toEqual(compatibilityData().neighbours[service.signingName]);
  },
  120_000,
);

interface Answer {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const answerTo = (call: Promise<unknown>) => call.catch((error: unknown) => error) as Promise<Answer>;
