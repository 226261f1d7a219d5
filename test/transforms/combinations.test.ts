import { describe, test } from 'vitest'
import { expectRewrite } from './marked.js'

/** One function in every style: its text, and what it becomes. */
const before = (type: string) => [
  'function load(path)', `${type} «async:{`, '\tif (!path) return []', '\tlog()', '\t«await:«swap|readFile:fs.readFileSync(path)»».trim()', '}»', '',
]
const after = (type: string) => [
  'async function load(path)', `${type} {`, '\tif (!path) return []', '\tlog()', '\t;(await fs.promises.readFile(path)).trim()', '}', '',
]

const heads: Record<string, string[]> = {
  'a.mjs': ['#!/usr/bin/env node', 'import fs from \'node:fs\''],
  'a.cjs': ['#!/usr/bin/env node', '\'use strict\'', 'const fs = require("fs")'],
  'a.ts': ['import * as fs from \'fs\'', 'const x = <string>fs.name'],
  'a.tsx': ['import fs from \'fs\'', 'const x = <p>{fs.name}</p>'],
  'a.cts': ['import fs = require(\'fs\')'],
}

const layouts: Record<string, (line: string[]) => string> = {
  'LF, tabs': (text) => text.join('\n'),
  'CRLF, tabs': (text) => text.join('\r\n'),
  'LF, spaces': (text) => text.join('\n').replaceAll('\t', '    '),
}

describe.each(Object.keys(heads))('%s', (file) => {
  const head = heads[file] ?? []
  const isTyped = /tsx?$/.test(file)

  test.each(Object.entries(layouts))('%s, no semicolons', (_, layout) => {
    const [type, promise] = isTyped ? [': «returns:string[]»', ': Promise<string[]>'] : ['', '']
    expectRewrite(file, layout([...head, ...before(type)]), layout([...head, ...after(promise)]))
  })

  test('semicolons', () => {
    const closedHead = head.map((line) => (line.startsWith('#!') ? line : `${line};`))
    expectRewrite(file,
      [...closedHead, 'function load(path) «async:{', '  «await:«swap|readFile:fs.readFileSync(path)»».trim();', '}»', ''].join('\n'),
      [...closedHead, 'async function load(path) {', '  (await fs.promises.readFile(path)).trim();', '}', ''].join('\n'))
  })
})
