import { readFileSync } from 'node:fs';
import { compatibilityData, pageFile } from './compatibility-data.js';
import { compatibilityPage } from './compatibility-page.js';
import { lostClaims } from './lost-claims.js';
import { neighbourServices } from './neighbour-services.js';
import { seenCalls } from './seen-calls.js';

const data = compatibilityData();
const calls = data.calls.lambda ?? {};
const claims = Object.entries(data.claims);

describe('docs/compatibility.md', () => {
  it('is what its data make it: `npm run compatibility` after a whole `npm test` brings it up to date', () => {
    expect(readFileSync(pageFile, 'utf8')).toBe(compatibilityPage(data));
  });

  it('claims no operation of Lambda that the tests have not used with the unmodified SDK', () => {
    const implemented = claims.filter(([, { status }]) => status === 'implemented').map(([operation]) => operation);
    expect(implemented.filter((operation) => !calls[operation]?.clients.includes('aws-sdk-js'))).toEqual([]);
  });

  it('calls nothing refused that answered a client', () => {
    const refused = claims.filter(([, { status }]) => status === 'refused').map(([operation]) => operation);
    expect(refused.filter((operation) => calls[operation]?.clients.length)).toEqual([]);
  });

  it('names only operations of other services that their SDKs know', () => {
    const strangers = neighbourServices.flatMap(({ signingName, operations }) =>
      data.neighbours[signingName]!.filter((name) => !operations.includes(name)),
    );
    expect(strangers).toEqual([]);
    expect(Object.keys(data.neighbours).sort()).toEqual(neighbourServices.map(({ signingName }) => signingName).sort());
  });
});

describe('what the tests have called', () => {
  const line = (more: object) =>
    JSON.stringify({
      msg: 'Answered',
      service: 'lambda',
      operation: 'Invoke',
      status: 200,
      userAgent: 'aws-cli/2.9 md',
      ...more,
    });

  it('is known by client and error, in order, whatever the order of the calls', () => {
    const lines = [
      line({}),
      line({ userAgent: 'aws-sdk-js/3.9' }),
      line({ status: 429, code: 'TooManyRequestsException' }),
      line({ status: 404, code: 'ResourceNotFoundException', userAgent: 'Boto3/1.4' }),
    ];
    const seen = {
      lambda: {
        Invoke: { clients: ['aws-cli', 'aws-sdk-js'], errors: ['ResourceNotFoundException', 'TooManyRequestsException'] },
      },
    };
    expect(seenCalls(lines)).toEqual(seen);
    expect(JSON.stringify(seenCalls(lines.reverse()))).toBe(JSON.stringify(seen));
  });

  it('leaves out our own faults, strangers, other lines and half lines', () => {
    const lines = [
      line({ status: 500, code: 'ServiceException' }),
      line({ userAgent: 'curl/8' }),
      '{"msg":"other"}',
      line({ operation: undefined }),
      line({}).slice(0, 20),
      '',
    ];
    expect(seenCalls(lines)).toEqual({});
  });

  it('is missed when a claimed client is no longer among them', () => {
    const claimed = seenCalls([line({}), line({ userAgent: 'aws-sdk-js/3.9' })]);
    expect(lostClaims(claimed, claimed)).toEqual([]);
    expect(lostClaims(claimed, seenCalls([line({})]))).toEqual(['lambda:Invoke with aws-sdk-js']);
  });
});
