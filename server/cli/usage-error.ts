/** Wrong words on the command line: exit 2 with a sentence that says what is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
