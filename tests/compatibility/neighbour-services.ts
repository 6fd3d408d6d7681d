import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import * as hearth from '@hearth/hearth-client';

/** The services beside Lambda that Hearth has, each with all operations that its SDK knows. */
export const neighbourServices = [
  { signingName: 's3', title: 'S3', operations: operationsOf(s3) },
  { signingName: 'iam', title: 'IAM', operations: operationsOf(iam) },
  { signingName: 'sts', title: 'STS', operations: operationsOf(sts) },
  { signingName: 'monitoring', title: 'CloudWatch', operations: operationsOf(cloudwatch) },
  { signingName: 'hearth', title: "Hearth's own", operations: operationsOf(hearth) },
] as const;

function operationsOf(module: object): string[] {
  return Object.keys(module).flatMap((name) => /^([A-Z]\w*)Command$/.exec(name)?.[1] ?? []);
}
