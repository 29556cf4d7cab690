/**
 * Takes what a run does about faults: attempts, waits, renewed links, parts. It goes to n8n's log at the
 * level “debug”, without secrets, so that a report of a fault can say more than its last error.
 *
 * @param what one line
 */
export type Log = (what: string) => void;
