// Lets Node run our TypeScript from src without a build: node --import ./tests/kit/typescript.mjs file.ts
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
