import { LambdaError } from '../lambda-error.js';

/** Refuses names that AWS does not know, and those it no longer lets functions be created with. */
export function checkRuntime(runtime: string): void {
  if (current.has(runtime)) return;
  if (retired.has(runtime)) {
    throw new LambdaError(
      'InvalidParameterValueException',
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. ` +
        'We recommend you use a supported runtime while creating or updating functions.',
    );
  }
  throw new LambdaError(
    'InvalidParameterValueException',
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${listedByAws}] or be a valid ARN`,
  );
}

/** As AWS lists them in its refusal, which lags behind what it accepts. */
const listedByAws =
  'nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ' +
  'ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2';

const current = new Set([
  ...listedByAws.split(', '),
  ...'nodejs26.x python3.15 ruby4.0 java8.al2023 java11.al2023 java17.al2023'.split(' '),
]);

const retired = new Set(
  (
    'nodejs nodejs4.3 nodejs4.3-edge nodejs6.10 nodejs8.10 nodejs10.x nodejs12.x nodejs14.x java8 python2.7 python3.6 python3.7 dotnetcore1.0 ' +
    'dotnetcore2.0 dotnetcore2.1 dotnetcore3.1 go1.x ruby2.5 ruby2.7 provided'
  ).split(' '),
);
