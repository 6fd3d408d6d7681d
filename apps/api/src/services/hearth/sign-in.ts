import type { UnsignedHandlers } from '@hearth/aws-wire';
import type * as hearth from '@hearth/hearth-client';
import type { CallerSessions, ConsoleSignIn } from '@hearth/iam';
import { HearthError } from './hearth-error.js';
import { SignInAttempts } from './sign-in-attempts.js';

type SignIn = NonNullable<UnsignedHandlers<typeof hearth>['SignIn']>;

const userNameCharactersMax = 64;
const passwordCharactersMax = 128;

/** Gives a user temporary credentials for a console password. Says the same of a wrong account, user and password. */
export function signInHandler(
  passwords: Pick<ConsoleSignIn, 'verifyConsolePassword'>,
  sessions: Pick<CallerSessions, 'sessionToken'>,
  attempts: SignInAttempts = new SignInAttempts(),
): SignIn {
  return async ({ Account: accountId, UserName: userName, Password: password }) => {
    const canBe =
      /^\d{12}$/.test(accountId) && userName.length <= userNameCharactersMax && password.length <= passwordCharactersMax;
    if (!canBe) throw wrong();
    const attempt = await attempts.attempt(`${accountId}/${userName}`, () =>
      passwords.verifyConsolePassword(accountId, userName, password),
    );
    if (attempt.kind === 'too-soon') {
      const { retryAfterSeconds } = attempt;
      throw new HearthError('ThrottlingException', 'Too many sign-in attempts.', String(retryAfterSeconds));
    }
    const user = attempt.result;
    if (!user) throw wrong();
    const issued = sessions.sessionToken(user);
    return {
      Credentials: {
        AccessKeyId: issued.accessKeyId,
        SecretAccessKey: issued.secretAccessKey,
        SessionToken: issued.sessionToken,
        Expiration: issued.expiration,
      },
      AccountId: user.accountId,
      UserArn: user.arn,
      UserName: user.userName,
    };
  };
}

function wrong(): HearthError {
  return new HearthError('AccessDeniedException', 'The account, user name or password is wrong.');
}
