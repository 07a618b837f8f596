/** Said wherever TLS verification is off, or about to be. */
export const unverifiedWords =
  'We deliver to any receiver that answers, even with an expired or forged certificate. Others on the way could read and change what is sent.'
