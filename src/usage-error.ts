/** An error that the person who ran the command can mend; its message says how. */
export class UsageError extends Error {
  override name = 'UsageError'
}
