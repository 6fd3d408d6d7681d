import { type GuardRequest, type GuardSetup, guardAnswer } from './guard-messages.js';
import { removeRemains } from './remove-remains.js';

/**
 * The process that stays behind when a worker dies: it ends the worker's sandboxes, the frozen ones too, and removes all traces
 * of them. It shares the worker's private mounts, so it also makes those that would hold up the worker.
 */
const setup: GuardSetup = JSON.parse(process.argv[2] ?? '');

process.on('message', (request: GuardRequest) => process.send?.(guardAnswer(request, setup)));
process.once('disconnect', async () => {
  await removeRemains(setup);
  process.exit();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
