/** What Lambda tells apart among sources. Amazon MQ's two engines cannot be told apart by an ARN. */
export type SourceKind = 'sqs' | 'sqs-fifo' | 'kinesis' | 'dynamodb' | 'msk' | 'self-managed-kafka' | 'mq' | 'documentdb';
