import type { Metadata } from 'next';
import { FunctionListPage } from '../../../functions/list/function-list-page';
import { config } from '../../../server/config';

export const metadata: Metadata = { title: 'Functions' };

export default function Page() {
  return <FunctionListPage apiUrl={config().publicApiUrl} />;
}
