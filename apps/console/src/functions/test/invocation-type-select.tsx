'use client';

import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { InvocationType } from './invocation';

const synchronous = { value: 'RequestResponse', label: 'Synchronous', description: 'Waits for the answer' };
const asynchronous = { value: 'Event', label: 'Asynchronous', description: 'Stores the event, which runs later' };

export interface InvocationTypeSelectProps {
  readonly type: InvocationType;
  readonly onChange: (type: InvocationType) => void;
}

export function InvocationTypeSelect({ type, onChange }: InvocationTypeSelectProps) {
  return (
    <FormField label="Invocation type">
      <Select
        selectedOption={type === 'Event' ? asynchronous : synchronous}
        options={[synchronous, asynchronous]}
        onChange={({ detail }) => onChange(detail.selectedOption.value === 'Event' ? 'Event' : 'RequestResponse')}
      />
    </FormField>
  );
}
