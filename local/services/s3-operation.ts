import type { IncomingHttpHeaders } from 'node:http';

export type S3Place = { readonly bucket: string; readonly key: string; readonly query: URLSearchParams };

/** Path-style: `/bucket/key`; SDKs use it for an endpoint that is an IP address. */
export function s3Place(url: string): S3Place {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [bucket = '', ...key] = pathname.slice(1).split('/');
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join('/')), query: searchParams };
}

const objectOperations: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};
const bucketOperations: Readonly<Record<string, string>> = {
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
};

/** The operation of a REST call, told by method, path and the queries that name sub-resources. */
export function s3Operation(method: string, url: string, headers: IncomingHttpHeaders): string {
  const { bucket, key, query } = s3Place(url);
  if (bucket === '') return 'ListBuckets';
  if (key === '') {
    if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
    if (method === 'GET') return query.has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2';
    return bucketOperations[method] ?? `${method} bucket`;
  }
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  if (query.has('uploadId'))
    return { PUT: 'UploadPart', DELETE: 'AbortMultipartUpload', GET: 'ListParts' }[method] ?? method;
  if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
  return objectOperations[method] ?? `${method} object`;
}
