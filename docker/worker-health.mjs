// The worker container's health check: well when a worker of this container answers on its socket in HEARTH_RUN.
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

const folder = process.env.HEARTH_RUN;
const answers = (path) =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const answered = await Promise.all(readdirSync(folder).map((name) => answers(join(folder, name))));
process.exitCode = answered.includes(true) ? 0 : 1;
