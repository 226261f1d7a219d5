import { fileURLToPath } from 'node:url'

/** A place in a file. */
export interface Site {
  file: string
  line: number
}

/** Where the program called a function of this package: the first place above it that is neither in here nor in Node.js. */
export function callSite(calledFunction: (...args: never[]) => unknown): Site | undefined {
  const holder: { stack?: string } = {}
  Error.captureStackTrace(holder, calledFunction)
  return sitesOfProgram(holder.stack ?? '')[0]
}

/** The places of a stack trace that are neither in this package nor in Node.js, innermost first. */
export function sitesOfProgram(stack: string): Site[] {
  return sitesOf(stack).filter(({ file }) => !file.startsWith('node:') && !file.startsWith(__dirname))
}

/** The places that a stack trace names, innermost first. */
export function sitesOf(stack: string): Site[] {
  return [...stack.matchAll(/^ +at (?:.* \()?(.+?):(\d+):\d+\)?$/gm)].map(([, file = '', line]) => ({ file: pathOf(file), line: Number(line) }))
}

/** A place in a stack trace, and the function that it is in. */
export interface Frame extends Site {
  function: string
}

/** What a stack trace names that has a place, innermost first. */
export function framesOf(stack: string): Frame[] {
  return [...stack.matchAll(/^ +at (?:(.*) \()?(.+?):(\d+):\d+\)?$/gm)].map(([, name = '(anonymous)', file = '', line]) => {
    return { function: name.replace(/^(async |Object\.|Function\.)+| \[as .*\]$/g, ''), file: pathOf(file), line: Number(line) }
  })
}

/** Modules are known by a URL or a path; people know paths. */
export function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}
