import { readFileSync } from 'node:fs';

/** Counts from jest's own report; a suite that could not run at all counts as one failed test. */
export function countTests(reportPath) {
  const report = JSON.parse(readFileSync(reportPath, 'utf8'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
