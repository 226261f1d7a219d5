import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../usage-error.js'

/** A line and column of a file. */
export interface StackPlace {
  file: string
  line: number
  column: number
}

/** What a configuration threw when it was run, as an error that names the first line of the project's own on the stack. */
export function configFailure(file: string, error: unknown, originalOf = (place: StackPlace) => place): UsageError {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const place = error instanceof Error ? ownPlaces(error.stack ?? '').at(0) : undefined
  const hint = /Cannot find (package|module) 'unblock'/.test(what) ? " Install unblock in the project, or leave out defineConfig: it does nothing but give the object its type." : ''
  return new UsageError(`${file} cannot be run: ${what}${place ? `\n  at ${spelled(originalOf(place))}` : ''}${hint}`)
}

/** A stack's frames, and what a syntax error's stack begins with, without those of Node.js and of packages. */
function ownPlaces(stack: string): StackPlace[] {
  return stack.split('\n').flatMap((line): StackPlace[] => {
    const [, url, row, column] = /(?:^|\(|\bat )((?:file:\/\/|\/|[A-Z]:\\)[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line) ?? []
    if (url === undefined || row === undefined) return []
    const file = url.startsWith('file:') ? fileURLToPath(url) : url
    return file.includes(`${path.sep}node_modules${path.sep}`) ? [] : [{ file, line: Number(row), column: Number(column ?? 1) }]
  })
}

function spelled({ file, line, column }: StackPlace): string {
  return `${file}:${line}:${column}`
}
