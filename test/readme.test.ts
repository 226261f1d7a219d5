import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import pc from 'picocolors'
import { globSync } from 'tinyglobby'
import { describe, expect, test } from 'vitest'
import { runCli } from '../bin/cli.js'
import { ParsedFiles } from '../src/analysis/compiler-host.js'
import { flagTexts } from '../src/flags/index.js'
import type { ApiRule, ApiTarget } from '../src/model/rules.js'
import { convert, scan } from '../src/pipeline.js'
import { builtInRules, ruleId } from '../src/rules/index.js'

const root = resolve(import.meta.dirname, '..')
const readme = read('README.md')
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })].sort()
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** Packages that the runs below share. */
const parsed = new ParsedFiles()
const dryRuns = new Map<string, ReturnType<typeof unblock>>()

describe('a diff in the README', () => {
  const blocks = diffBlocks(readme)

  test('is there three times: the demo, and two routes of it', () => {
    expect(blocks.map(({ command }) => command)).toEqual([
      'convert --handlers --dry-run --cwd fixtures/demo',
      "convert 'GET /config' --dry-run --cwd fixtures/demo",
      "convert 'POST /workspaces' --dry-run --cwd fixtures/demo",
    ])
  })

  const parts = blocks.flatMap(({ command, parts }) => parts.map((part) => ({ command, ...part })))
  test.each(parts)('is what the tool prints: $command, $file, $start', async ({ command, file, lines }) => {
    const { out } = await dryRun(command)
    const printed = out.split('diff --git ').find((diff) => diff.startsWith(`a/${file} `))
    expect(`\n${printed ?? ''}\n`).toContain(`\n${lines.join('\n')}\n`)
  })
})

describe('a command', () => {
  test.each(commandsIn(readme, 'npx unblock '))('of the README does its work on the demo: unblock %s', async (command) => {
    const { code, out, err } = await dryRun(command.replace('../my-app', 'fixtures/demo'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).not.toMatch(/No file would change|No handlers found/)
  })

  const npmScripts = pages.flatMap((page) => [...read(page).matchAll(/npm run ([\w-]+)|npm (test)\b/g)].map((match) => ({ page, script: match[1] ?? match[2] ?? '' })))
  test.each(npmScripts)('of npm is a script: $page, $script', ({ script }) => {
    expect(Object.keys(scripts)).toContain(script)
  })

  test('of the demo is the one that the README shows the diff of', () => {
    expect(scripts['demo']).toBe('node dist/bin/unblock.js convert --handlers --dry-run --cwd fixtures/demo')
  })

  test.each(pages.flatMap((page) => commandsIn(read(page), 'npx vitest run ').map((command) => ({ page, command }))))(
    'of vitest names tests that are there: $page, $command',
    ({ command }) => {
      const [paths = '', name] = command.split(' -t ')
      expect(paths.split(' ').filter((path) => !existsSync(resolve(root, path)))).toEqual([])
      if (name !== undefined) expect(existsSync(resolve(root, 'fixtures', name))).toBe(true)
    },
  )
})

describe('the README knows', () => {
  test('every option of convert, and no other', async () => {
    const { out } = await unblock(['convert', '--help'])
    expect(optionsIn(tableUnder(readme, '### Options of convert'))).toEqual(optionsIn(out.slice(out.indexOf('Options:'), out.indexOf('Examples:'))))
  })

  test('every option of scan, and no other', async () => {
    const { out } = await unblock(['scan', '--help'])
    const said = /^`scan` takes .*$/m.exec(readme)?.[0] ?? ''
    const printed = optionsIn(out.slice(out.indexOf('Options:'), out.indexOf('Examples:')))
    expect(optionsIn(said)).toEqual(printed.filter((option) => !['-p', '--help', '--version'].includes(option)))
  })

  test('the exit codes that --help tells', async () => {
    const { out } = await unblock(['--help'])
    const codes = [...(/Exit codes: [^]*$/.exec(out)?.[0] ?? '').matchAll(/\b(\d)\b/g)].map(([, code]) => code)
    expect(rowsOf(tableUnder(readme, '| exit code')).map(([code]) => code)).toEqual(codes)
  })

  test.each(Object.entries(flagTexts))('the flag %s, and its severity', (code, { severity }) => {
    const row = rowsOf(tableUnder(readme, '## What is refused')).find(([flags]) => flags?.includes(`[${code}](docs/flags/${code}.md)`))
    expect(row?.[1]).toBe(severity)
  })
})

describe('docs/README.md', () => {
  const sections = new Map(read('docs/README.md').split(/\n(?=Unfinished|Done)/).map((text) => [/\*(blocks|review|note)\*/.exec(text)?.[1], text]))

  test.each(Object.entries(flagTexts))('lists the flag %s among those of its severity', (code, { severity }) => {
    expect(sections.get(severity)).toContain(`[${code}](flags/${code}.md)`)
  })
})

describe('docs/rules.md', () => {
  const targets = builtInRules.flatMap((rule) => [rule.target, ...(rule.variants ?? []).map(({ target }) => target)].map((target) => ({ rule, target })))
  const rows = rowsOf(read('docs/rules.md').split('## Left out on purpose')[0] ?? '').filter(([id]) => id?.startsWith('`'))

  test('has a row for each target of each rule, in their order, and no other', () => {
    expect(rows.map(([id, target]) => [id, target])).toEqual(targets.map(({ rule, target }) => [`\`${ruleId(rule)}\``, spell(rule, target)]))
  })

  test('says which versions each is for, and what to do where nothing takes the place of a call', () => {
    const said = rows.map(([id, , ...others]) => ({ id, versions: others.length > 1 ? others[0] : '', when: others.at(-1) }))
    expect(said.map(({ id, versions }) => [id, versions])).toEqual(targets.map(({ rule }) => [`\`${ruleId(rule)}\``, rule.versions === undefined ? '' : `\`${rule.versions}\``]))
    expect(targets.flatMap(({ target }, row) => (target.via === 'none' && said[row]?.when?.endsWith(target.advice) !== true ? [said[row]] : []))).toEqual([])
  })

  test('says of each variant when it holds', () => {
    const variants = rows.filter((_, index) => targets[index]?.target !== targets[index]?.rule.target)
    expect(variants).toHaveLength(builtInRules.flatMap(({ variants: all = [] }) => all).length)
    expect(variants.filter((row) => row.at(-1) === '')).toEqual([])
  })
})

describe('a link', () => {
  const links = pages.flatMap((page) => linksIn(read(page)).map((link) => ({ page, link })))

  test.each(links)('leads somewhere: $page, $link', ({ page, link }) => {
    const [path = '', heading] = link.split('#')
    const target = path === '' ? resolve(root, page) : resolve(root, dirname(page), path)
    expect(existsSync(target)).toBe(true)
    if (heading !== undefined) expect(headingsIn(readFileSync(target, 'utf8'))).toContain(heading)
  })

  test('leads from the index of docs to every page', () => {
    const linked = new Set(linksIn(read('docs/README.md')).map((link) => resolve(root, 'docs', link)))
    const others = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
    expect(others.filter((page) => !linked.has(resolve(root, page)))).toEqual([])
  })
})

function read(page: string): string {
  return readFileSync(resolve(root, page), 'utf8')
}

/** Runs the command line on the sources of this checkout, without the thread that the built one has. */
async function unblock(args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const pipeline = {
    convert: (options: Parameters<typeof convert>[0]) => Promise.resolve(convert({ ...options, parsed })),
    scan: (options: Parameters<typeof scan>[0]) => Promise.resolve(scan(options)),
  }
  const code = await runCli(args, pipeline, {
    out: (text) => { said.out += text },
    err: (text) => { said.err += text },
    colors: pc.createColors(false),
    width: 100,
  })
  return { code, ...said }
}

/** Runs a command of the README, which never writes here, and the same one only once. */
function dryRun(command: string): ReturnType<typeof unblock> {
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  if (args[0] === 'convert' && !args.includes('--dry-run')) args.push('--dry-run')
  const inCheckout = args.map((arg) => (arg === 'fixtures/demo' ? resolve(root, arg) : arg))
  const key = JSON.stringify(inCheckout)
  const known = dryRuns.get(key) ?? unblock(inCheckout)
  dryRuns.set(key, known)
  return known
}

function commandsIn(markdown: string, start: string): string[] {
  return [...markdown.matchAll(/^ *```sh\n([^]*?)^ *```|`(npx [^`\n]+)`/gm)]
    .flatMap(([, block, inline]) => (block ?? inline ?? '').split('\n').map((line) => line.trim()))
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length))
}

/** Each diff with the command before it, or, where none was named yet, that of the demo; `@@ file @@` starts a part of it. */
function diffBlocks(markdown: string): { command: string; parts: { file: string; start: string; lines: string[] }[] }[] {
  return [...markdown.matchAll(/^```diff\n([^]*?)^```/gm)].map((block) => {
    const command = commandsIn(markdown.slice(0, block.index), 'npx unblock ').at(-1) ?? 'convert --handlers --dry-run --cwd fixtures/demo'
    const parts = (block[1] ?? '').split(/^@@ /m).slice(1).map((part) => {
      const [head = '', ...lines] = part.trimEnd().split('\n')
      return { file: head.replace(' @@', ''), start: lines[0] ?? '', lines }
    })
    return { command, parts }
  })
}

function optionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![\w-])--?[a-z][\w-]*/g)].map(([option]) => option))].sort()
}

/** The first table from this line on. */
function tableUnder(markdown: string, line: string): string {
  const from = markdown.slice(markdown.indexOf(`\n${line}`))
  return /(^\|.*\n)+/m.exec(from)?.[0] ?? ''
}

/** The cells of tables, without their heads. */
function rowsOf(markdown: string): string[][] {
  const lines = [...markdown.matchAll(/^\|.*$/gm)].map(([line]) => line)
  const isRule = (line: string | undefined) => line !== undefined && /^[|-]+$/.test(line)
  return lines.filter((line, index) => !isRule(line) && !isRule(lines[index + 1])).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()))
}

function spell(rule: ApiRule, target: ApiTarget): string {
  switch (target.via) {
    case 'promises':
      return `\`${rule.module}.promises.${target.name}\``
    case 'promisify':
      return `\`promisify(${rule.module}.${target.name})\`${target.pick === undefined ? '' : `, its \`${target.pick}\``}`
    case 'helper':
      return `\`${target.helper}\`, added to the file`
    case 'timer':
      return '`setTimeout` of `timers/promises`'
    case 'method':
      return `\`${memberOf(rule, target.name)}\``
    case 'owner': {
      const owner = memberOf(rule).replace(/\.$/, '')
      return target.promisify ? `\`promisify(${owner})\`` : `\`${owner}\``
    }
    case 'none':
      return 'nothing'
  }
}

/** What a name is a member of, with another member of that. */
function memberOf({ module, name }: ApiRule, member = ''): string {
  const [type] = name.split('#')
  return name.includes('#') ? `${type ?? ''}#${member}` : `${[module, ...name.split('.').slice(0, -1)].join('.')}.${member}`
}

/** Where links inside this repository lead; code is none. */
function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^ *```[^]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^https?:/.test(link))
}

/** The names by which GitHub knows the headings of a page. */
function headingsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'))
}
