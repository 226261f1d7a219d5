import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { lineMap } from './oracle/line-map.js'
import { type FixtureCase, fixtureFolders, readFixtureCase } from './support/fixture-case.js'
import { type Files, inFolderOf } from './support/folder.js'
import { type LintFinding, PromiseLinter } from './support/lint-projects.js'

/** A second opinion, by rules that were written without this tool in mind. */
test('typescript-eslint finds no promise mishandled in what the fixtures become, but what was so before or is flagged', { timeout: 300_000 }, async () => {
  const cases = fixtureFolders().map(readFixtureCase)
  const before = filesOf(cases, ({ input }) => input)
  const after = filesOf(cases, ({ input, output }) => new Map([...input, ...output]))
  const found = await findingsIn(after, [...after.keys()])
  const known = await findingsIn(before, found.map(({ file }) => file).filter((file) => before.has(file)))

  const isFlagged = (finding: LintFinding): boolean => cases.some((fixture) => flagsOf(fixture).some(({ file, line }) => {
    return file === finding.file && lineMap(textOf(before, file), textOf(after, file))(finding.line).includes(line)
  }))
  expect(onlyNew(found, known).filter((finding) => !isFlagged(finding) && !isMeant(finding) && !isSilenced(finding, after)).map(spell)).toEqual([])
})

test.for<[string, string]>([
  ['a.js', "const { readFile } = require('fs/promises')\nexports.load = async () => {\n  readFile('a')\n  await readFile('b')\n}\n"],
  ['b.ts', "import { readFile } from 'node:fs/promises'\nexport function load() {\n  return ['a'].filter(async (name) => {\n    return await readFile(name)\n  })\n}\n"],
])('it looks at %s', async ([file, text]) => {
  const found = await findingsIn(new Map([[file, Buffer.from(text)]]), [file])
  expect(found.map(({ line, rule }) => `${String(line)} ${rule}`)).toEqual([expect.stringMatching(/^3 .*(no-floating-promises|no-misused-promises)$/)])
})

/** What a person would write just so, and the rules do not see why. */
function isMeant({ file, rule, message }: LintFinding): boolean {
  // An override gives a promise as its base does, with or without something to await; so does all that has one type.
  const isOfFamily = /^(Static )?[Aa]sync (generator )?method/.test(message) || /^(families|types|values)\//.test(file)
  if (rule.endsWith('require-await') && isOfFamily) return true
  // A mock gives a promise as what it stands for does, whether or not it has to wait for anything.
  if (rule.endsWith('require-await') && /^tests\/.*[.](test|spec)\.[jt]s$/.test(file)) return true
  // A script may declare a function twice, and both take `async`: the first is dead.
  if (rule.endsWith('require-await') && file === 'syntax/script/src/app.js') return true
  // Its own type says that a listener gives nothing; the flag that nobody waits stands where the server is made.
  if (rule.endsWith('no-misused-promises') && file === 'types/handler-alias/src/app.ts') return true
  // It catches all that it does, which the rule does not ask.
  if (rule.endsWith('no-misused-promises') && file === 'flags/listener-that-catches/app.js') return true
  // JavaScript does not say that `next`, which forwardRejection hands to `catch`, is a function.
  if (rule.endsWith('no-floating-promises') && /^(handlers|guard)\/express-4.*\/forward-rejection\.js$/.test(file)) return true
  // What is called gives a promise, or may give one: the types of a package that has none, and of any handler, do not say so.
  if (rule.endsWith('require-await') && /^(apis\/package-versions|guard\/marked-before)\//.test(file)) return true
  // Fastify's reply has a `then` and is no promise; its types say so nowhere that a rule looks.
  return rule.endsWith('no-floating-promises') && file.startsWith('handlers/fastify-')
}

/** A comment at most two lines above gives the reason why a flag of it is left out. */
function isSilenced({ file, line }: LintFinding, files: Files): boolean {
  return textOf(files, file).split('\n').slice(Math.max(0, line - 3), line).some((text) => /unblock-ignore [\w-]+ -- /.test(text))
}

async function findingsIn(files: Files, wanted: readonly string[]): Promise<LintFinding[]> {
  return inFolderOf(files, (folder) => {
    const linter = new PromiseLinter(folder, [...files.keys()].filter(isSource))
    return [...new Set(wanted)].filter(isSource).flatMap((file) => linter.findingsIn(file))
  })
}

function filesOf(cases: readonly FixtureCase[], partOf: (fixture: FixtureCase) => Files): Files {
  return new Map(cases.flatMap((fixture) => [...partOf(fixture)].map(([file, bytes]): [string, Buffer] => [`${fixture.name}/${file}`, bytes])))
}

function flagsOf({ name, flags }: FixtureCase): { file: string; line: number }[] {
  return flags.map((flag) => {
    const [, file = '', line = ''] = /^(\S+):(\d+) /.exec(flag) ?? []
    return { file: `${name}/${file}`, line: Number(line) }
  })
}

/** Of equal findings in a file as many as there were before are known. */
function onlyNew(found: readonly LintFinding[], known: readonly LintFinding[]): LintFinding[] {
  const left = known.map(keyOf)
  return found.filter((finding) => {
    const index = left.indexOf(keyOf(finding))
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

function keyOf({ file, rule, message }: LintFinding): string {
  return `${file} ${rule} ${message}`
}

function spell({ file, line, rule, message }: LintFinding): string {
  return `${file}:${String(line)} ${rule}: ${message}`
}

function textOf(files: Files, file: string): string {
  return files.get(file)?.toString() ?? ''
}

function isSource(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file) && !basename(file).startsWith('.') && !file.includes('/node_modules/')
}
