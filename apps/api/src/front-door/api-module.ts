import type { Wire } from '@hearth/aws-wire';
import { type DynamicModule, Module } from '@nestjs/common';
import { HealthController } from '../health/health.controller.js';
import { Health } from '../health/health.js';
import { AwsController } from './aws.controller.js';
import type { FunctionUrlDoor } from './function-url-door.js';
import type { TrustedProxy } from './trusted-proxy.js';
import { WireBridge } from './wire-bridge.js';

export interface FrontDoorParts {
  readonly wire: Wire;
  readonly health: Health;
  readonly trustedProxy: TrustedProxy | undefined;
  readonly functionUrls?: FunctionUrlDoor;
}

@Module({})
class ApiModule {}

/** Routes are matched in this order; what is nobody's own is AWS traffic. */
export function apiModule({ health }: FrontDoorParts, bridge: WireBridge): DynamicModule {
  return {
    module: ApiModule,
    controllers: [HealthController, AwsController],
    providers: [
      { provide: Health, useValue: health },
      { provide: WireBridge, useValue: bridge },
    ],
  };
}
