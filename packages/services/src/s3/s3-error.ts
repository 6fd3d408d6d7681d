/** A refusal in S3's own vocabulary. What status it has on the wire is not known here. */
export class S3Error extends Error {
  override readonly name = 'S3Error';

  /** `details` are the error document's further elements, such as `BucketName`. */
  constructor(
    readonly code: S3ErrorCode,
    message: string = s3Messages[code],
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/**
 * Every code and what S3 says with it unless there is more to say:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const s3Messages = {
  AccessControlListNotSupported: 'The bucket does not allow ACLs',
  AccessDenied: 'Access Denied',
  BadDigest: 'The checksum you specified did not match what we received.',
  BucketAlreadyExists:
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  BucketAlreadyOwnedByYou: 'Your previous request to create the named bucket succeeded and you already own it.',
  BucketNotEmpty: 'The bucket you tried to delete is not empty',
  EntityTooLarge: 'Your proposed upload exceeds the maximum allowed size',
  EntityTooSmall: 'Your proposed upload is smaller than the minimum allowed size',
  IllegalLocationConstraintException:
    'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
  InvalidArgument: 'Invalid Argument',
  InvalidBucketAclWithObjectOwnership: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  InvalidBucketName: 'The specified bucket is not valid.',
  InvalidLocationConstraint: 'The specified location-constraint is not valid',
  InvalidPart:
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  InvalidPartNumber: 'The requested partnumber is not satisfiable',
  InvalidPartOrder: 'The list of parts was not in ascending order. Parts must be ordered by part number.',
  InvalidRange: 'The requested range is not satisfiable',
  InvalidRequest: 'Invalid Request',
  InvalidStorageClass: 'The storage class you specified is not valid',
  InvalidTag: 'The TagKey you have provided is invalid',
  InvalidURI: "Couldn't parse the specified URI.",
  KeyTooLongError: 'Your key is too long',
  MalformedPolicy: 'This policy contains invalid Json',
  MalformedXML: 'The XML you provided was not well-formed or did not validate against our published schema',
  MetadataTooLarge: 'Your metadata headers exceed the maximum allowed metadata size',
  MethodNotAllowed: 'The specified method is not allowed against this resource.',
  NoSuchBucket: 'The specified bucket does not exist',
  NoSuchBucketPolicy: 'The bucket policy does not exist',
  NoSuchCORSConfiguration: 'The CORS configuration does not exist',
  NoSuchKey: 'The specified key does not exist.',
  NoSuchLifecycleConfiguration: 'The lifecycle configuration does not exist',
  NoSuchPublicAccessBlockConfiguration: 'The public access block configuration was not found',
  NoSuchTagSet: 'The TagSet does not exist',
  NoSuchUpload:
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  NoSuchVersion: 'The specified version does not exist.',
  NoSuchWebsiteConfiguration: 'The specified bucket does not have a website configuration',
  NotImplemented: 'A header you provided implies functionality that is not implemented',
  NotModified: 'Not Modified',
  ObjectLockConfigurationNotFoundError: 'Object Lock configuration does not exist for this bucket',
  PermanentRedirect:
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  PreconditionFailed: 'At least one of the pre-conditions you specified did not hold',
  ReplicationConfigurationNotFoundError: 'The replication configuration was not found',
  TooManyBuckets: 'You have attempted to create more buckets than allowed',
} as const;

export type S3ErrorCode = keyof typeof s3Messages;

export const noSuchKey = (key: string) => new S3Error('NoSuchKey', undefined, { Key: key });
export const noSuchBucket = (name: string) => new S3Error('NoSuchBucket', undefined, { BucketName: name });
export const noSuchVersion = (key: string, versionId: string) =>
  new S3Error('NoSuchVersion', undefined, { Key: key, VersionId: versionId });
export const noSuchUpload = (uploadId: string) => new S3Error('NoSuchUpload', undefined, { UploadId: uploadId });
export const invalidArgument = (name: string, value: string, message?: string) =>
  new S3Error('InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });
