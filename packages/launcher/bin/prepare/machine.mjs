import { Problem } from './explain.mjs';

const needed = [20, 19];

/** Refuses what Hearth cannot run on, before anything is installed. */
export function checkMachine(version = process.versions.node, platform = process.platform, arch = process.arch) {
  if (platform !== 'linux') {
    const name = { darwin: 'macOS', win32: 'Windows' }[platform] ?? platform;
    throw new Problem(
      `Hearth isolates functions with the Linux kernel, which ${name} does not have.`,
      'Run it in containers: node docker/make-env.mjs once (it says how to sign in), then docker compose up --build',
    );
  }
  if (arch !== 'x64' && arch !== 'arm64') {
    throw new Problem(`Hearth runs on x64 and arm64, this machine is ${arch}.`, 'Use another machine.');
  }
  const [major, minor] = version.split('.').map(Number);
  if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
    throw new Problem(
      `This is Node ${version}; Hearth needs ${needed.join('.')} or newer.`,
      'Install a current one, for example with `nvm install --lts` or from https://nodejs.org, and run npm start again.',
    );
  }
}
