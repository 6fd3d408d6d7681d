import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Health } from './health.js';

@Controller('health')
export class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  @Get()
  async report(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report();
    reply.code(report.status === 'ready' ? 200 : 503).send(report);
  }
}
