/**
 * Why an event was given up. The first two are what AWS's records of failed invocations say; of the others AWS says nothing there.
 */
export type GiveUpCondition =
  | 'RetriesExhausted'
  | 'EventAgeExceeded'
  | 'ZeroReservedConcurrency'
  | 'FunctionDeleted'
  | 'WorkersDied';
