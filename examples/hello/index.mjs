/** Greets whoever the event names. Deployed as the function `hello` at the first start. */
export const handler = async (event, context) => {
  console.log('greeting', event?.name ?? 'nobody');
  return {
    message: `Hello, ${event?.name ?? 'world'}!`,
    function: `${context.functionName}:${context.functionVersion}`,
    requestId: context.awsRequestId,
    node: process.version,
  };
};
