import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Facts } from '../model/facts.js'

/** A configuration to begin with: its file's name, and its text. */
export interface NewConfig {
  name: string
  text: string
}

/** A first configuration for a project, in the language that it is written in, which says what was found there. */
export function newConfig(root: string, facts: Facts): NewConfig {
  const body = [`// Found: ${foundIn(facts).join(', ')}.`, ...(facts.handlers.length > 0 ? forHandlers : forFunctions), ...(hasTests(facts) ? forTests : [])]
  const lines = body.map((line) => `  ${line}\n`).join('')
  if (isTypeScript(root, facts)) {
    return { name: 'unblock.config.ts', text: `import { defineConfig } from 'unblock'\n\nexport default defineConfig({\n${lines}})\n` }
  }
  const start = isModule(root) ? 'export default' : 'module.exports ='
  return { name: 'unblock.config.js', text: `/** @type {import('unblock').UnblockConfig} */\n${start} {\n${lines}}\n` }
}

const forHandlers = [
  '// What `unblock convert` converts when it is given no selector: every handler.',
  'handlers: true,',
  "// Callers that nobody selected become async as well; 'twin' leaves them, beside an async twin of what they share.",
  "callers: 'propagate',",
]

const forFunctions = [
  '// What `unblock convert` converts when it is given no selector: files, folders, globs, file#function.',
  'select: [],',
]

const forTests = [
  '// Tests that call what becomes async follow.',
  'tests: true,',
]

function foundIn(facts: Facts): string[] {
  const { handlers, databaseCalls, files } = facts
  const frameworks = [...new Set(handlers.map(({ framework }) => framework))].sort()
  const drivers = [...new Set(databaseCalls.map(({ driver }) => driver))].sort()
  return [
    handlers.length > 0 ? `${counted(new Set(handlers.map((handler) => handler.function)).size, 'handler')} of ${frameworks.join(' and ')}` : 'no handlers',
    drivers.length > 0 ? `work on databases through ${drivers.join(' and ')}` : 'no work on databases',
    counted(files.filter(({ isTest }) => isTest).length, 'test file'),
  ]
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function hasTests({ files }: Facts): boolean {
  return files.some(({ isTest }) => isTest)
}

function isTypeScript(root: string, { files }: Facts): boolean {
  return existsSync(path.join(root, 'tsconfig.json')) || files.some(({ id }) => /\.[mc]?tsx?$/.test(id))
}

function isModule(root: string): boolean {
  const manifest = path.join(root, 'package.json')
  return existsSync(manifest) && /"type"\s*:\s*"module"/.test(readFileSync(manifest, 'utf8'))
}
