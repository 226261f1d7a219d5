import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { compare, rates, type RaisedFlag, type Tally } from './compare.js'
import { convertCorpus, raisedFlags } from './raised-flags.js'
import { type CorpusCode, readCorpus, readSituation, type Situation } from './situation.js'

const raceCodes: readonly CorpusCode[] = ['race-across-await', 'check-then-act']

/** Holds unblock and ESLint's rule `require-atomic-updates` against the same labels: of lost updates, and of checks that are out of date. */
export async function compareAtomicUpdates(print: (line: string) => void): Promise<void> {
  const { files } = readCorpus()
  const converted = await convertCorpus(files)
  const ours = raisedFlags(converted)
  const situations = [...converted.files].filter(([path]) => /\/.*\.c?[jt]s$/.test(path) && files.has(path)).map(([path, bytes]) => readSituation(path, bytes.toString()))
  const before = new Map(readCorpus().situations.map((situation) => [situation.name, situation]))
  const lintWith = (allowProperties: boolean) => (situation: Situation): RaisedFlag[] => linesFoundIn(situation, allowProperties).map((line) => ({ code: codeAt(situation, line), line }))
  const rows: [string, Tally][] = [
    ['unblock', tallyOf([...before.values()], ({ name }) => (ours.get(name) ?? []).filter(({ code }) => raceCodes.includes(code)))],
    ['require-atomic-updates', tallyOf(situations, lintWith(false))],
    ['the same, allowProperties', tallyOf(situations, lintWith(true))],
  ]
  print('| | right | missed | false | precision | recall |\n|---|---|---|---|---|---|')
  for (const [who, tally] of rows) {
    const { precision, recall } = rates(tally)
    print(`| ${[who, tally.hits, tally.missed, tally.falseAlarms, precision.toFixed(2), recall.toFixed(2)].join(' | ')} |`)
  }
}

function tallyOf(situations: readonly Situation[], raised: (situation: Situation) => RaisedFlag[]): Tally {
  const tally = { hits: 0, missed: 0, falseAlarms: 0 }
  for (const situation of situations) {
    const outcome = compare({ ...situation, labels: situation.labels.filter(({ code }) => raceCodes.includes(code)) }, raised(situation))
    for (const kind of ['hits', 'missed', 'falseAlarms'] as const) tally[kind] += outcome[kind].length
  }
  return tally
}

/** The rule knows no kinds: what it says counts for the label that stands there. */
function codeAt({ labels }: Situation, line: number): CorpusCode {
  return labels.find((label) => label.line === line && raceCodes.includes(label.code))?.code ?? 'race-across-await'
}

function linesFoundIn({ name, text }: Situation, allowProperties: boolean): number[] {
  const messages = new Linter({ cwd: '/' }).verify(text, {
    files: ['**/*.{js,cjs,ts}'], languageOptions: { parser: tseslint.parser, sourceType: 'module' }, rules: { 'require-atomic-updates': ['error', { allowProperties }] },
  }, { filename: `/${name}` })
  const strange = messages.find(({ ruleId }) => ruleId !== 'require-atomic-updates')
  if (strange) throw new Error(`${name}: ${strange.message}`)
  return [...new Set(messages.map(({ line }) => line))]
}
