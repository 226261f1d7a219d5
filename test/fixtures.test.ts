import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { convertFiles } from './support/convert-files.js'
import { fixtureFolders, readFixtureCase } from './support/fixture-case.js'
import { type Files, inFolderOf } from './support/folder.js'
import { runDrive } from './support/run-drive.js'
import { newErrors, TypeCheck } from './support/type-check.js'

describe('fixtures', () => {
  const typeCheck = new TypeCheck()
  const errorsOf = (files: Files) => inFolderOf(files, (folder) => typeCheck.errorsIn(folder))

  for (const folder of fixtureFolders()) {
    test(`${basename(dirname(folder))}/${basename(folder)}`, async () => {
      const fixture = readFixtureCase(folder)
      const expected: Files = new Map([...fixture.input, ...fixture.output])

      const converted = await convertFiles(fixture, fixture.input)
      expect(texts(converted.files), fixture.shows).toEqual(texts(expected))
      expect(converted.files, 'the bytes').toEqual(expected)
      expect(converted.flags, 'flags.txt').toEqual(fixture.flags)

      const again = await convertFiles(fixture, expected)
      expect(texts(again.files), 'a second run').toEqual(texts(expected))

      expect(newErrors(await errorsOf(fixture.input), await errorsOf(expected)), 'new type errors').toEqual([])

      if (fixture.drive === undefined) return
      const printed = await runDrive(fixture.drive, fixture.input)
      expect(printed, 'what drive.mjs prints').not.toBe('')
      expect(await runDrive(fixture.drive, expected), 'what drive.mjs prints').toBe(printed)
    })
  }
})

function texts(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString()]))
}
