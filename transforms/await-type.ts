// before: type Config = ReturnType<typeof load>
// after:  type Config = Awaited<ReturnType<typeof load>>

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Writes `Awaited<…>` around a type that has become a promise's. */
export function awaitType({ type }: ChangeOf<'await-type'>, { edits }: FileRewrite): void {
  edits.open(type, 'Awaited<')
  edits.close(type, '>')
}
