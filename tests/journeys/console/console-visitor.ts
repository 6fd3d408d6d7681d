import type { Page } from 'playwright-core';
import type { RunningHearth } from '../../kit/hearth.js';

/** What a person does on the console, in a person's words. */
export class ConsoleVisitor {
  constructor(
    readonly page: Page,
    private readonly hearth: RunningHearth,
  ) {}

  async open(path: string): Promise<void> {
    await this.page.goto(this.hearth.consoleUrl + path, { waitUntil: 'networkidle' });
  }

  async signIn(password = this.hearth.adminPassword, returnTo = '/functions'): Promise<void> {
    await this.open(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    await this.page.getByLabel('Account ID').fill(this.hearth.accountId);
    await this.page.getByLabel('User name').fill('admin');
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async signedIn(): Promise<void> {
    await this.signIn();
    await this.page.waitForURL(({ pathname }) => pathname === '/functions');
  }

  /** Runs a test by keyboard and waits until it has succeeded or failed. */
  async test(event: unknown): Promise<void> {
    const editor = this.page.getByRole('textbox', { name: 'Event (JSON)' });
    await editor.fill(JSON.stringify(event));
    const answered = this.page.waitForResponse((response) => response.url().includes('/invocations'));
    await editor.press('Control+Enter');
    await answered;
    await this.page
      .getByText(/^(Succeeded|Accepted|Failed \(\w+\))$/)
      .filter({ visible: true })
      .waitFor();
  }

  /** The value below a label, such as `Duration`. */
  async valueOf(label: string): Promise<string> {
    const term = this.page.locator('dt', { hasText: new RegExp(`^${label}$`) });
    return ((await term.locator('xpath=following-sibling::dd[1]').first().textContent()) ?? '').trim();
  }
}
