import { LambdaError } from '../lambda-error.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
const tagsMax = 50;

export function checkTagCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > tagsMax) {
    throw new LambdaError('InvalidParameterValueException', 'Number of tags exceeds resource tag limit.');
  }
}
