import type { MetadataBearer } from '@smithy/types';
import { SignIn$ } from '../schemas.js';
import type { SignInRequest, SignInResponse } from '../shapes.js';
import { command, noPlugins } from './command.js';

export type SignInCommandInput = SignInRequest;
export interface SignInCommandOutput extends SignInResponse, MetadataBearer {}

/** Exchanges a user's console password for temporary credentials of that user. Unsigned. */
export class SignInCommand extends command<SignInCommandInput, SignInCommandOutput>({}, noPlugins, 'SignIn', SignIn$) {}
