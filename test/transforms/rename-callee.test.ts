import { describe, test } from 'vitest'
import { expectRewrite } from './marked.js'

describe('another function of the same object takes the place of one', () => {
  test.each([
    ['assert.«rename|rejects:throws»(fn)', 'assert.rejects(fn)'],
    ['spy.«rename|mockResolvedValue:mockReturnValue» /* why */ (1)', 'spy.mockResolvedValue /* why */ (1)'],
    ['a?.«rename|resolves:returns»(1).«rename|resolves:returns»(2)', 'a?.resolves(1).resolves(2)'],
    ['await a\n  .«rename|resolves:returns»(«await:f()»)', 'await a\n  .resolves(await f())'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', `async () => { ${marked} }`, `async () => { ${expected} }`)
  })
})

describe('an imported function gives way to another of its module', () => {
  test.each([
    [
      `import { throws } from 'node:assert'\nawait «rename|rejects|assert:throws»(fn)\n`,
      `import { rejects } from 'node:assert'\nawait rejects(fn)\n`,
    ],
    [
      `import { throws as fails } from 'assert'\nawait «rename|rejects|assert:fails»(fn)\n`,
      `import { rejects } from 'assert'\nawait rejects(fn)\n`,
    ],
    [
      `import { equal, throws } from 'node:assert'\nawait «rename|rejects|assert:throws»(fn)\nthrows(other)\n`,
      `import { equal, throws, rejects } from 'node:assert'\nawait rejects(fn)\nthrows(other)\n`,
    ],
    [
      `const { throws } = require('assert');\n«rename|rejects|assert:throws»(fn);\n`,
      `const { rejects } = require('assert');\nrejects(fn);\n`,
    ],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', marked, expected)
  })

  test('under another name where its own is taken', () => {
    expectRewrite(
      'a.js',
      `import { throws } from 'node:assert'\nconst rejects = 1\nawait «rename|rejects|assert:throws»(rejects)\n`,
      `import { rejects as rejectsAsync } from 'node:assert'\nconst rejects = 1\nawait rejectsAsync(rejects)\n`,
    )
  })
})
