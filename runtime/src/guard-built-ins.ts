import childProcess from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import zlib from 'node:zlib'
import { guardMethod } from './guard-method'

const builtIns = { fs, child_process: childProcess, crypto, zlib }

/** A part of Node.js whose functions may block. */
export type BuiltIn = keyof typeof builtIns

/** Fills memory that the caller has: it waits for nothing. */
const harmless = new Set(['randomFillSync'])

/**
 * Lets the functions of Node.js that end in `Sync` be refused in marked requests, too: `guardBuiltIns()`, or `guardBuiltIns('child_process')`
 * for some. What Node.js itself calls, such as `require`, passes; what a dependency calls does not.
 */
export function guardBuiltIns(...modules: readonly BuiltIn[]): void {
  for (const module of modules.length === 0 ? Object.keys(builtIns) as BuiltIn[] : modules) {
    const owner = builtIns[module]
    const names = Object.keys(owner).filter((name) => name.endsWith('Sync') && !harmless.has(name))
    for (const name of names) guardMethod(owner, name, { call: `${module}.${name}()`, passes: isCalledByNode })
  }
  syncBuiltinESMExports()
}

/** Asked only where a call would be refused, as a stack costs some microseconds. */
function isCalledByNode(): boolean {
  const holder: { stack?: string } = {}
  Error.captureStackTrace(holder, isCalledByNode)
  // The first line is the header, the second the guarding method.
  const [, , caller = ''] = (holder.stack ?? '').split('\n')
  return /[( ]node:/.test(caller)
}
