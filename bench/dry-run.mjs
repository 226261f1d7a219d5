import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'
import { generateRepo } from './generate-repo.mjs'
import { measure } from './measure.mjs'

const checkout = path.dirname(import.meta.dirname)
const workshop = path.join(tmpdir(), 'unblock-bench')
const nativeFolder = path.join(workshop, 'native')
const nativeCompiler = path.join(nativeFolder, 'node_modules/typescript/bin/tsc')

const usage = `Times a dry run of unblock beside two compilers on the same repository, in turn.

  node bench/dry-run.mjs                    on a generated back end of some 1,600 files
  node bench/dry-run.mjs --repo ../my-app   on any other
  --rounds <n>                              how often each runs (5)
  --only <unblock|tsc|native>               leave the others out; can be repeated
  --json                                    print JSON in place of the table`

const { values: options } = parseArgs({
  options: {
    repo: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: ['unblock', 'tsc', 'native'] },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) console.log(usage)
else await run()

async function run() {
  const repo = options.repo ? path.resolve(options.repo) : generatedRepo()
  const contestants = contestantsFor(repo).filter(({ name }) => options.only.includes(name))
  if (contestants.length === 0 || !(Number(options.rounds) > 0)) throw new Error(usage)
  if (!existsSync(nativeCompiler)) npmInstall(nativeFolder, 'typescript@7')
  const runs = new Map(contestants.map((contestant) => [contestant, []]))
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const contestant of contestants) runs.get(contestant).push(await runOnce(contestant, repo))
  }
  const results = withRatios([...runs].map(([contestant, samples]) => summarize(contestant, samples)))
  const report = { repo, files: countFiles(repo), rounds: Number(options.rounds), cores: availableParallelism(), results }
  console.log(options.json ? JSON.stringify(report, null, 2) : table(report))
}

/** Compilers may find type errors in a repository that is not ours; the tool may leave something to a person. */
function contestantsFor(repo) {
  const acceptable = options.repo ? [0, 1, 2] : [0]
  const convert = ['convert', '--handlers', '--dry-run', '--cwd', repo]
  return [
    { name: 'unblock', args: [path.join(checkout, 'dist/bin/unblock.js'), ...convert], acceptable: [0, 1], prints: 'diff --git' },
    { name: 'tsc', args: [path.join(checkout, 'node_modules/typescript/bin/tsc'), '--noEmit'], acceptable },
    { name: 'native', args: [nativeCompiler, '--noEmit'], acceptable },
  ]
}

async function runOnce({ name, args, acceptable, prints = '' }, cwd) {
  const sample = await measure({ command: process.execPath, args, cwd })
  // A tool that crashes or converts nothing ends with 1 as well, but prints no diff.
  const worked = acceptable.includes(sample.code) && sample.output.includes(prints)
  if (!worked) throw new Error(`${name} ended with ${sample.code}\n${sample.errors || sample.output.slice(0, 2000)}`)
  return sample
}

function generatedRepo() {
  const repo = path.join(workshop, 'back-end')
  generateRepo(repo)
  if (!existsSync(path.join(repo, 'node_modules'))) npmInstall(repo)
  return repo
}

function npmInstall(folder, ...packages) {
  const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', ...packages, ...flags], { stdio: ['ignore', 'ignore', 'inherit'] })
}

function countFiles(cwd) {
  return globSync('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', { cwd, ignore: ['**/node_modules/**'] }).length
}

function summarize({ name }, samples) {
  const seconds = samples.map((sample) => sample.seconds)
  return {
    name,
    exitCode: samples[0].code,
    seconds,
    medianSeconds: median(seconds),
    medianCpuSeconds: median(samples.map((sample) => sample.cpuSeconds)),
    medianPeakMb: median(samples.map((sample) => sample.peakMb)),
  }
}

/** Says of each how much of its time the first one takes: 0.25 is a quarter. */
function withRatios(results) {
  return results.map((result) => ({ ...result, firstTakes: results[0].medianSeconds / result.medianSeconds }))
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function table({ repo, files, rounds, cores, results }) {
  const head = ['', 'median s', 'least–most s', `${results[0].name} takes`, 'CPU s', 'peak MB', 'exit']
  const rows = results.map((result) => [
    result.name,
    result.medianSeconds.toFixed(1),
    `${Math.min(...result.seconds).toFixed(1)}–${Math.max(...result.seconds).toFixed(1)}`,
    `${result.firstTakes.toFixed(2)} ×`,
    result.medianCpuSeconds?.toFixed(1) ?? '?',
    result.medianPeakMb?.toFixed(0) ?? '?',
    String(result.exitCode),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)))
  const lines = [head, ...rows].map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  '))
  return [`${repo}: ${files} files, ${rounds} rounds, ${cores} cores`, ...lines].join('\n')
}
