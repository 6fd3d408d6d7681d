import { migrate } from '@hearth/postgres';
import { appCommand } from '../apps/app-command.js';
import { type AppName, appEnvironment, type Installation } from '../apps/app-environment.js';
import { clonePassage } from '../apps/private-clone.js';
import { CannotStart } from '../cannot-start.js';
import { deployExample } from '../example/deploy-example.js';
import { isRoot, userIdsHere } from '../machine/user-ids.js';
import { keptAccount } from '../settings/account.js';
import { writeAwsFiles } from '../settings/aws-files.js';
import { endpoints } from '../settings/endpoints.js';
import { masterKey } from '../settings/master-key.js';
import { places as placesOf } from '../settings/places.js';
import { settings as readSettings } from '../settings/settings.js';
import { prepareSystem } from '../system/prepare-system.js';
import { Household } from './household.js';
import { makePlaces } from './make-places.js';
import { becomeOnlyStart, runningStart } from './only-start.js';
import { requireFreePorts } from './require-free-ports.js';
import { stopOnSignal } from './stop-on-signal.js';
import { unenforced } from './unenforced.js';
import { installedAwsCli, welcome } from './welcome.js';

/** Numbered steps shown while they run; `work` may say what it is doing. */
export interface Progress {
  step<T>(title: string, work: (say: (detail: string) => void) => T | Promise<T>): Promise<T>;
}

/** Brings everything up, prints how to use it, and stays until it is told to stop. Refuses with `CannotStart`; then nothing runs. */
export async function start(clone: string, progress: Progress): Promise<void> {
  const settings = readSettings(process.env);
  const places = placesOf(clone, settings, isRoot());
  const household = new Household(places, settings);
  await claim(household);
  stopOnSignal(household);
  const awsCli = installedAwsCli();
  try {
    const users = userIdsHere(places.home);
    await progress.step('Preparing the system', async (say) => {
      await requireFreePorts(settings);
      makePlaces(places, users);
      await prepareSystem(settings, places.redis, say);
    });
    const databaseUrl = await progress.step('Postgres', () => household.postgres(users.postgres));
    const redisUrl = await progress.step('Redis', (say) => household.redis(users.redis, say));
    const account = keptAccount(places.dotHearth, settings);
    const installation: Installation = {
      settings,
      places,
      account,
      masterKey: masterKey(places, settings.HEARTH_MASTER_KEY),
      databaseUrl,
      redisUrl,
      apiUid: users.api ?? process.getuid!(),
    };
    writeAwsFiles(places.dotHearth, account, endpoints(settings).endpoint);
    await progress.step('Bringing the database up to date', () => migrate(databaseUrl));
    const passage = clonePassage(places, isRoot());
    await progress.step('API, worker and console', (say) =>
      household.apps(
        (app: AppName) => ({
          argv: appCommand(app, clone, passage, users),
          env: appEnvironment(app, installation, process.env),
        }),
        say,
      ),
    );
    const example = await progress.step('Example function', () =>
      deployExample(clone, places.home, endpoints(settings).localApi, account),
    );
    const lacks = await unenforced(endpoints(settings).localApi, account);
    process.stdout.write(
      welcome({ settings, places, account, awsCli: await awsCli, example, warning: passage.warning, unenforced: lacks }),
    );
  } catch (error) {
    if (household.stopping) return;
    await household.stop();
    throw error;
  }
}

async function claim(household: Household): Promise<void> {
  const { home } = household.places;
  if (await becomeOnlyStart(home, () => household.report())) return;
  const other = await runningStart(home);
  throw new CannotStart(
    `Hearth runs from this clone already${other ? `: process ${other.pid}, endpoint ${other.endpoint}, console ${other.console}` : ''}.`,
    `Use that one, or stop it with Ctrl-C where it runs${other ? ` or with kill ${other.pid}` : ''}.`,
  );
}
