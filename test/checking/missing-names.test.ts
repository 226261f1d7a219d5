import { ts } from 'ts-morph'
import { describe, expect, test } from 'vitest'
import { checkResults } from '../../src/checking/check-results.js'
import type { FileResult } from '../../src/model/result.js'
import { changed, projectOf } from './project-of.js'

const esm = { 'load.js': 'export function load() {}\n', 'app.js': 'import { load } from "./load.js"\nload()\n' }
const commonjs = { 'load.js': 'function load() {}\nmodule.exports = { load }\n', 'app.js': 'const { load } = require("./load")\nload()\n' }

function missing(files: Record<string, string>, ...results: FileResult[]): string[] {
  return checkResults(projectOf(files, { moduleDetection: ts.ModuleDetectionKind.Auto }), results).map(({ file, message }) => `${file}: ${message}`)
}

describe('in JavaScript that nobody checks', () => {
  test('an object that had undeclared members before may have others', () => {
    const files = { ...commonjs, 'app.js': 'const files = require("./load")\nfiles.load.mockReturnValue(1)\nfiles.mockClear()\n' }
    expect(missing(files, changed('app.js', 'const files = require("./load")\nfiles.load.mockResolvedValue(1)\nfiles.mockReset()\n'))).toEqual([])
  })

  const finding = ['app.js: Nothing that is called "loadAsync" is there.']

  test.each([
    ['an import', esm, 'import { load, loadAsync } from "./load.js"\nload()\n'],
    ['a re-export', esm, 'export { loadAsync } from "./load.js"\n'],
    ['a member of a namespace', esm, 'import * as files from "./load.js"\nfiles.loadAsync()\n'],
    ['a required name', commonjs, 'const { load, loadAsync } = require("./load")\nload()\n'],
    ['a renamed one', commonjs, 'const { loadAsync: load } = require("./load")\nload()\n'],
    ['a member of what is required', commonjs, 'require("./load").loadAsync()\n'],
    ['a member of the module', commonjs, 'const files = require("./load")\nfiles.loadAsync()\n'],
    ['a variable', commonjs, 'const { load } = require("./load")\nload(loadAsync)\n'],
    ['a member of an object', { 'app.js': 'const kept = Object.freeze({ load() {} })\nkept.load()\n' }, 'const kept = Object.freeze({ load() {} })\nkept.loadAsync()\n'],
    ['a shorthand', commonjs, 'module.exports = { loadAsync }\n'],
  ])('%s that leads nowhere is found', (_, files, text) => {
    expect(missing(files, changed('app.js', text))).toEqual(finding)
  })

  test.each([
    ['an import', esm, 'export function load() {}\nexport function loadAsync() {}\n', 'import { load, loadAsync } from "./load.js"\nload(loadAsync)\n'],
    ['a star', { ...esm, 'other.js': 'export const loadAsync = 1\n' }, 'export * from "./other.js"\n', 'import { loadAsync } from "./load.js"\nloadAsync\n'],
    ['an object', commonjs, 'function load() {}\nmodule.exports = { load, loadAsync: load }\n', 'const { loadAsync } = require("./load")\nloadAsync()\n'],
    ['a member of a function', commonjs, 'function load() {}\nmodule.exports = load\nmodule.exports.loadAsync = load\n', 'const load = require("./load")\nload.loadAsync()\n'],
    ['exports', commonjs, 'exports.load = exports.loadAsync = () => {}\n', 'const files = require("./load")\nfiles.loadAsync()\n'],
    ['an object of its own', commonjs, 'module.exports = {}\n', 'const box = { loadAsync() {} }\nbox.loadAsync(process, { other: 1 }.other)\nouter: for (;;) break outer\n'],
    ['a value of a package that is not installed', commonjs, 'module.exports = require("files").open()\n', 'const files = require("./load")\nfiles.loadAsync()\n'],
    ['nobody knows where', commonjs, 'module.exports = {}\n', 'const mixed = require("mixed")\nconst kept = mixed({ load() {} })\nkept.loadAsync()\n'],
    ['packages that are not installed', commonjs, 'module.exports = {}\n', 'const { readFile } = require("fs/promises")\nconst { x } = require("x")\nreadFile(x)\n'],
  ])('what comes from %s is there', (_, files, load, app) => {
    expect(missing(files, changed('load.js', load), changed('app.js', app))).toEqual([])
  })
})
