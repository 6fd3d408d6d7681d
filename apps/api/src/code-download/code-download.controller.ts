import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CodeDownload } from './code-download.js';
import { codeDownloadPath } from './code-links.js';

@Controller(codeDownloadPath)
export class CodeDownloadController {
  constructor(@Inject(CodeDownload) private readonly download: CodeDownload) {}

  @Get(':sha256Hex')
  async send(
    @Param('sha256Hex') sha256Hex: string,
    @Query() query: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.download.send(sha256Hex, query, reply);
  }
}
