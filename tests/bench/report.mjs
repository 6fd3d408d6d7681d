const ms = (value) => `${value < 10 ? value.toFixed(3) : value.toFixed(1)} ms`;
const times = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)}×`;

/** Rows a person can read: each figure with its ratio to the baseline. */
export class Report {
  constructor(print) {
    this.print = print;
  }

  heading(text) {
    this.print(`\n${text}`);
  }

  rates(label, measured, baseline) {
    this.print(
      `  ${label.padEnd(16)} ${measured.perSecond.toFixed(0).padStart(7)}/s (${times(measured.perSecond / baseline.perSecond)} of ${baseline.perSecond.toFixed(0)}/s)  ${percentiles(measured, baseline)}${failures(measured)}`,
    );
  }

  latency(label, measured, baseline) {
    this.print(`  ${label.padEnd(16)} ${percentiles(measured, baseline)}  (${measured.count} times)`);
  }

  events({ accepted, donePerSecond }, baseline) {
    this.print(`  accepted         ${accepted.perSecond.toFixed(0).padStart(7)}/s  ${percentiles(accepted, baseline)}`);
    this.print(`  accepted to done ${donePerSecond.toFixed(0).padStart(7)}/s  (${accepted.count} events)`);
  }

  growth(label, { before, after }) {
    this.print(`  ${label.padEnd(16)} ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after (${times(after / before)})`);
  }

  memory({ environments, proportional, resident }) {
    this.print(
      `  proportional     p50 ${proportional.p50.toFixed(1)} MB, p99 ${proportional.p99.toFixed(1)} MB  (${environments} environments)`,
    );
    this.print(`  resident         p50 ${resident.p50.toFixed(1)} MB, p99 ${resident.p99.toFixed(1)} MB`);
  }
}

function percentiles(measured, baseline) {
  return `p50 ${ms(measured.p50)} (${times(measured.p50 / baseline.p50)})  p99 ${ms(measured.p99)} (${times(measured.p99 / baseline.p99)})`;
}

function failures({ failures }) {
  const entries = Object.entries(failures);
  return entries.length ? `  NOT 200: ${entries.map(([status, count]) => `${count} × ${status}`).join(', ')}` : '';
}
