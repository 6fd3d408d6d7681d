import { describeSandboxDriver } from './describe-sandbox-driver.js';

describeSandboxDriver('crun');
