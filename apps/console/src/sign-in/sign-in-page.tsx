'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useActionState, useState } from 'react';
import { Brand } from '../shell/brand';
import { type SignInState, signIn } from './sign-in';
import styles from './sign-in-page.module.css';

export interface SignInPageProps {
  readonly account: string;
  readonly userName: string;
  readonly returnTo: string;
}

export function SignInPage({ returnTo, ...initial }: SignInPageProps) {
  const [state, submit, pending] = useActionState<SignInState, FormData>(signIn, initial);
  const [account, setAccount] = useState(initial.account);
  const [userName, setUserName] = useState(initial.userName);
  const [password, setPassword] = useState('');
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <form action={submit}>
          <input type="hidden" name="returnTo" value={returnTo} />
          <Container header={<Header variant="h1">Sign in</Header>}>
            <SpaceBetween size="l">
              {state.refused && !pending && (
                <Alert type="error" statusIconAriaLabel="Error">
                  {state.refused}
                </Alert>
              )}
              <FormField label="Account ID" description="12 digits">
                <Input
                  name="account"
                  value={account}
                  onChange={({ detail }) => setAccount(detail.value)}
                  inputMode="numeric"
                  autoComplete="organization"
                  autoFocus={!initial.account}
                />
              </FormField>
              <FormField label="User name">
                <Input
                  name="userName"
                  value={userName}
                  onChange={({ detail }) => setUserName(detail.value)}
                  autoComplete="username"
                  spellcheck={false}
                />
              </FormField>
              <FormField label="Password">
                <Input
                  name="password"
                  type="password"
                  value={password}
                  onChange={({ detail }) => setPassword(detail.value)}
                  autoComplete="current-password"
                  autoFocus={Boolean(initial.account)}
                />
              </FormField>
              <Button variant="primary" formAction="submit" loading={pending} loadingText="Signing in" fullWidth>
                Sign in
              </Button>
            </SpaceBetween>
          </Container>
        </form>
        <Box color="text-body-secondary" fontSize="body-s" textAlign="center">
          Lost the first password? Every start of Hearth shows it again, where <Box variant="code">npm start</Box> runs.
        </Box>
      </div>
    </main>
  );
}
