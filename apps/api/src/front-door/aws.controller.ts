import { All, Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WireBridge } from './wire-bridge.js';

@Controller()
export class AwsController {
  constructor(@Inject(WireBridge) private readonly bridge: WireBridge) {}

  @All('*')
  answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.bridge.answer(request, reply);
  }
}
