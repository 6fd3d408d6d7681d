/** Now, as IAM dates things: to the second. */
export const currentSecond = () => new Date(Math.floor(Date.now() / 1000) * 1000);
