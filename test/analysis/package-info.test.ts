import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Packages } from '../../src/analysis/package-info.js'
import { temporaryFolder } from '../apply/temporary-folder.js'

interface Said {
  /** The version in the folder's own node_modules, and in those above it. */
  installed?: string
  above?: string
  /** What the folder's package.json asks for. */
  range?: string
}

describe('whether the version of a package lies in a range', () => {
  test.each<[string, Said, string, boolean | undefined]>([
    ['is told by what is installed', { installed: '10.2.0', range: '^7.0.0' }, '>=9', true],
    ['is told by what is installed, a version before a release too', { installed: '9.0.0-beta.1' }, '>=9.0.0-alpha', true],
    ['is told by the range where nothing is', { range: '^7.2.0' }, '>=9', false],
    ['is told by a range that lies in it as a whole', { range: '^10.1.0 || ^11.0.0' }, '>=9', true],
    ['is told by the range before what is installed above', { range: '^7.0.0', above: '11.0.0' }, '<9', true],
    ['is told by what is installed above where the range leaves a choice', { range: '>=7', above: '11.0.0' }, '<9', false],
    ['is told by what is installed above where the range is none', { range: 'workspace:*', above: '7.1.0' }, '<9', true],
    ['is told by what is installed above where package.json says nothing', { above: '7.1.0' }, '<9', true],
    ['cannot be told of a range that leaves a choice', { range: '>=7' }, '<9', undefined],
    ['cannot be told of a tag', { range: 'latest' }, '<9', undefined],
    ['cannot be told of a package that nobody asks for', {}, '<9', undefined],
  ])('%s', (_, { installed, above, range }, asked, expected) => {
    const manifest = (version: string | undefined) => (version === undefined ? undefined : JSON.stringify({ name: 'glob', version }))
    const files = {
      'app/package.json': JSON.stringify({ dependencies: range === undefined ? {} : { glob: range } }),
      'app/node_modules/glob/package.json': manifest(installed),
      'node_modules/glob/package.json': manifest(above),
    }
    const folder = temporaryFolder(Object.fromEntries(Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))))
    expect(new Packages().of(path.join(folder, 'app/index.js')).hasVersion('glob', asked)).toBe(expected)
  })
})
