import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { functionDetails } from '../../../../functions/function-details';
import { FunctionPage } from '../../../../functions/function-page';
import { clientsOf } from '../../../../server/clients';
import { config } from '../../../../server/config';
import { refusalOf } from '../../../../server/refusal';
import { regionOf } from '../../../../server/region';
import { currentSession } from '../../../../server/session-cookie';

interface PageProps {
  readonly params: Promise<{ name: string }>;
  readonly searchParams: Promise<{ region?: string | string[] }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: await nameIn(params) };
}

/** Shows what the API says of the function at once; a function that is not there, or may not be seen, is a 404. */
export default async function Page({ params, searchParams }: PageProps) {
  const session = await currentSession();
  if (!session) redirect('/sign-in');
  const name = await nameIn(params);
  const { lambda } = clientsOf(session, regionOf([(await searchParams).region].flat()[0]));
  const found = await lambda.send(new GetFunctionCommand({ FunctionName: name })).then(
    (answer) => functionDetails(answer),
    (error) => {
      if (refusalOf(error).status === 404) notFound();
      return undefined;
    },
  );
  return <FunctionPage name={name} apiUrl={config().publicApiUrl} {...(found && { found })} />;
}

async function nameIn(params: PageProps['params']): Promise<string> {
  return decodeURIComponent((await params).name);
}
