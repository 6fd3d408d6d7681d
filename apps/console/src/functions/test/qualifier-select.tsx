'use client';

import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { plainText } from '../../view/plain-text';
import { useAliases, useVersions } from '../versions/use-versions';

export interface QualifierSelectProps {
  readonly name: string;
  readonly qualifier: string;
  readonly onChange: (qualifier: string) => void;
}

export function QualifierSelect({ name, qualifier, onChange }: QualifierSelectProps) {
  const versions = useVersions(name);
  const aliases = useAliases(name);
  const aliasOptions = (aliases.data ?? []).map((alias) =>
    option(alias.name, alias.routes.map(({ version }) => version).join(', ')),
  );
  const versionOptions = (versions.data ?? [])
    .filter(({ version }) => version !== '$LATEST')
    .map(({ version }) => option(version));
  const options: SelectProps.Options = [
    option('$LATEST'),
    ...(aliasOptions.length ? [{ label: 'Aliases', options: aliasOptions }] : []),
    ...(versionOptions.length ? [{ label: 'Versions', options: versionOptions }] : []),
  ];
  return (
    <FormField label="Version or alias">
      <Select
        selectedOption={option(qualifier)}
        options={options}
        filteringType={versionOptions.length > 10 ? 'auto' : 'none'}
        statusType={versions.isPending || aliases.isPending ? 'loading' : 'finished'}
        loadingText="Loading versions and aliases"
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '$LATEST')}
      />
    </FormField>
  );
}

function option(value: string, leadsTo?: string): SelectProps.Option {
  return { value, label: plainText(value), ...(leadsTo && { description: `Version ${leadsTo}` }) };
}
