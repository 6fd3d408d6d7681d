import type { DeploymentPackage, FunctionConfiguration, FunctionVersion, SecretBox } from '@hearth/lambda';

/** A row of `function_configurations`, as Prisma and as `pg` with renamed columns give it. */
export interface ConfigurationRow {
  readonly id: string;
  readonly document: unknown;
  readonly sealedEnvironment: Uint8Array | null;
  readonly codeSha256: string;
  readonly codeBytes: number;
  readonly codeUnzippedBytes: number | null;
}

/** Turns configurations into rows and back. Environment variables are never in the document, only in the sealed column. */
export class ConfigurationRows {
  constructor(private readonly secrets: SecretBox) {}

  toRow({ configurationId, functionId, configuration, code }: FunctionVersion) {
    const { environment, ...document } = configuration;
    const sealed = environment && this.secrets.seal(Buffer.from(JSON.stringify(environment)), contextOf(configurationId));
    return {
      id: configurationId,
      functionId,
      document,
      sealedEnvironment: sealed ? Uint8Array.from(sealed) : null,
      codeSha256: code.sha256Hex,
      codeBytes: code.sizeBytes,
      codeUnzippedBytes: code.unzippedBytes ?? null,
    };
  }

  fromRow(row: ConfigurationRow): { readonly configuration: FunctionConfiguration; readonly code: DeploymentPackage } {
    const document = row.document as Omit<FunctionConfiguration, 'environment'>;
    const environment = row.sealedEnvironment && this.secrets.open(row.sealedEnvironment, contextOf(row.id));
    return {
      configuration: environment ? { ...document, environment: JSON.parse(Buffer.from(environment).toString()) } : document,
      code: {
        sha256Hex: row.codeSha256,
        sizeBytes: row.codeBytes,
        ...(row.codeUnzippedBytes !== null && { unzippedBytes: row.codeUnzippedBytes }),
      },
    };
  }
}

const contextOf = (configurationId: string) => `environment:${configurationId}`;
