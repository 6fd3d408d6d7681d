import { type PlaceableWorker, placement } from './placement.js';

const worker = (id: string, more: Partial<PlaceableWorker> = {}): PlaceableWorker => ({
  id,
  runtimes: ['nodejs22.x', 'nodejs24.x'],
  warmFree: 0,
  freeMegabytes: 1000,
  ...more,
});

it('keeps a configuration where it is warm, however little room is left there', () => {
  const workers = [worker('roomy', { freeMegabytes: 9000 }), worker('warm', { warmFree: 1, freeMegabytes: 0 })];
  expect(placement({ runtime: 'nodejs22.x' }, workers)).toEqual({ kind: 'try', workerIds: ['warm', 'roomy'] });
});

it('otherwise takes the worker with most room', () => {
  const workers = [worker('a', { freeMegabytes: 10 }), worker('b', { freeMegabytes: 30 }), worker('c', { freeMegabytes: 20 })];
  expect(placement({ runtime: 'nodejs22.x' }, workers)).toEqual({ kind: 'try', workerIds: ['b', 'c', 'a'] });
});

it('passes over a worker without the runtime', () => {
  const workers = [worker('python', { runtimes: ['python3.13'], freeMegabytes: 9000 }), worker('node')];
  expect(placement({ runtime: 'nodejs24.x' }, workers)).toEqual({ kind: 'try', workerIds: ['node'] });
});

it('refuses a runtime that nobody offers, naming what is offered and what to do', () => {
  expect(placement({ runtime: 'java25' }, [worker('a')])).toEqual({
    kind: 'refused',
    refusal: {
      kind: 'refused',
      code: 'InvalidRuntimeException',
      message:
        'The runtime java25 is not offered by any worker. Offered here: nodejs22.x, nodejs24.x. Choose one of these with UpdateFunctionConfiguration, or add a worker that offers java25.',
    },
  });
});

it('refuses as the service that fails when there is no worker at all', () => {
  expect(placement({ runtime: 'nodejs24.x' }, [])).toMatchObject({ kind: 'refused', refusal: { code: 'ServiceException' } });
});
