import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { fixtureFolders, readFixtureCase } from './support/fixture-case.js'
import { type Files, inFolderOf } from './support/folder.js'
import { runDrive } from './support/run-drive.js'
import { newErrors, TypeCheck } from './support/type-check.js'
  const typeCheck = new TypeCheck()
  const errorsOf = (files: Files) => inFolderOf(files, (folder) => typeCheck.errorsIn(folder))
  for (const folder of fixtureFolders()) {
    test(`${basename(dirname(folder))}/${basename(folder)}`, async () => {
      const fixture = readFixtureCase(folder)
      const expected: Files = new Map([...fixture.input, ...fixture.output])
      const before = await errorsOf(fixture.input)
      if (fixture.name.startsWith('flags')) console.log(before); else expect(before).toEqual([])
      expect(newErrors(before, await errorsOf(expected)), 'new type errors').toEqual([])
      if (fixture.drive === undefined) return
      const printed = await runDrive(fixture.drive, fixture.input)
      console.log(printed)
      expect(printed, 'what drive.mjs prints').not.toBe('')
      expect(await runDrive(fixture.drive, expected), 'what drive.mjs prints').toBe(printed)
    })
  }
