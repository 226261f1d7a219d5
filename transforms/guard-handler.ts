// before: app.get('/', async (req, res) => { … })
// after:  app.get('/', asyncOnly(async (req, res) => { … }))

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { semicolon } from './style.js'

/** Marks a handler as one that must not block: a synchronous database call in it is an error from then on. */
export function guardHandler({ handler, form, name }: ChangeOf<'guard-handler'>, { edits, tree, parts: { imports, style } }: FileRewrite): void {
  const module = 'unblock-runtime/guard'
  const guard = imports.want({ module, name: form === 'method' ? 'AsyncOnly' : 'asyncOnly', near: imports.lastPackage ?? module })
  if (form === 'method') {
    edits.open(handler, `@${guard}()${spaceBefore(handler.start, tree.source, style.eol)}`)
    return
  }
  edits.open(handler, `${name === undefined ? '' : `const ${name} = `}${guard}(`)
  edits.close(handler, form === 'declaration' ? `)${semicolon(style)}` : ')')
}

/** Decorators that share the line of the method go on to do so. */
function spaceBefore(start: number, source: string, eol: string): string {
  const line = source.slice(source.lastIndexOf('\n', start - 1) + 1, start)
  return line.trim() === '' ? eol + line : ' '
}
