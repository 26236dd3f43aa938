/** The bounds of an exchange; times in milliseconds. */
export type NetworkLimits = Readonly<
  Record<
    | 'redirects'
    | 'attempts'
    | 'stallMs'
    | 'tellMs'
    | 'slowMs'
    | 'slowBytes'
    | 'answerMs'
    | 'answerMsPerMiB'
    | 'logMs'
    | 'logWaitMs'
    | 'connectMs'
    | 'backoffMs'
    | 'backoffMaxMs',
    number
  >
>;
