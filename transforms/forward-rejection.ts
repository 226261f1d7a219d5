// before: app.get('/', async (req, res) => { … })
// after:  app.get('/', forwardRejection(async (req, res) => { … }))

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Wraps a handler, so that its rejection reaches a framework that ignores promises. */
export function forwardRejection({ handler }: ChangeOf<'forward-rejection'>, { edits, parts }: FileRewrite): void {
  edits.open(handler, `${parts.helpers.use('forwardRejection')}(`)
  edits.close(handler, ')')
}
