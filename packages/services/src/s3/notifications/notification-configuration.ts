/** What a bucket tells whom of. Absent lists are empty. */
export interface NotificationConfiguration {
  readonly lambda?: readonly LambdaNotification[];
}

export interface LambdaNotification {
  readonly id: string;
  readonly functionArn: string;
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}
