import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { acceptedHandlers } from '../bin/interactive.js'
import type { ConvertRequest, Pipeline } from '../bin/pipeline-protocol.js'
import type { Prompts } from '../bin/prompts.js'
import { OutcomeBuilder } from './report/outcome-builder.js'

const request: ConvertRequest = {
  cwd: '/project', selectors: [], handlers: true, top: 2, includeTests: false, changeTests: true, evidence: { cpuProfiles: ['a.cpuprofile'], debugLogs: [] },
}

/** Two routes that read a file each, and what their conversion would change. */
function twoRoutes(): OutcomeBuilder {
  const builder = new OutcomeBuilder()
  for (const name of ['a', 'b']) {
    const before = `export const ${name} = () => fs.readFileSync('${name}')\n`
    builder.file(`src/${name}.ts`, before, before.replace('()', 'async ()'))
      .function(`src/${name}.ts#${name}`, 'arrow', before.slice(17, -1))
      .handler(`src/${name}.ts#${name}`, `GET /${name}`, name)
      .use(`src/${name}.ts#${name}`, 'fs.readFileSync')
      .decision(`src/${name}.ts#${name}`, 'convert', [{ kind: 'selected', by: '--handlers' }])
      .swap(`src/${name}.ts`, 'fs.readFileSync')
  }
  return builder
}

/** Answers one question after the other; one without an answer is broken off. */
async function ask(answers: readonly string[], outcome = twoRoutes().build()) {
  const [asked, questions]: [ConvertRequest[], string[]] = [[], []]
  let out = ''
  const pipeline: Pipeline = {
    convert: (options) => { asked.push(options); return Promise.resolve(outcome) },
    scan: () => Promise.reject(new Error('nobody scans')),
  }
  const prompts: Prompts = {
    choose: (message, choices) => {
      questions.push(message)
      const answer = answers[questions.length - 1]
      return Promise.resolve(choices.find(({ value }) => value === answer)?.value)
    },
  }
  const terminal = { out: (text: string) => { out += text }, err() {}, colors: pc.createColors(false), width: 100 }
  return { accepted: await acceptedHandlers(request, { pipeline, terminal, prompts }), asked, questions, out }
}

describe('asking about each handler', () => {
  it('gives those that are accepted', async () => {
    const { accepted, questions } = await ask(['skip', 'accept'])
    expect(accepted).toEqual(['src/b.ts#b'])
    expect(questions).toEqual(['1 of 2: convert GET /a (src/a.ts:1)?', '2 of 2: convert GET /b (src/b.ts:1)?'])
  })

  it('plans each alone, whatever selected it', async () => {
    const { asked } = await ask(['accept', 'accept'])
    const alone = { cwd: '/project', handlers: false, includeTests: false, changeTests: true }
    expect(asked).toEqual([request, { ...alone, selectors: ['src/a.ts#a'] }, { ...alone, selectors: ['src/b.ts#b'] }])
  })

  it('shows the diff and the flags before it asks', async () => {
    const builder = twoRoutes()
    const { out } = await ask([], builder.flag('escapes', builder.place('src/a.ts#a', 'fs.readFileSync'), { function: 'a' }, 'src/a.ts#a').build())
    expect(out).toContain("-export const a = () => fs.readFileSync('a')\n+export const a = async () => fs.readFileSync('a')\n")
    expect(out).toContain('\nTo review: this was converted, and wants a look (1)\n  src/a.ts:1:24  escapes  src/a.ts#a\n')
  })

  it('explains, and asks again', async () => {
    const { accepted, questions, out } = await ask(['explain', 'accept', 'skip'])
    expect(out).toContain("src/a.ts#a becomes async because:\n  it was selected by '--handlers'\n")
    expect(questions[1]).toBe(questions[0])
    expect({ accepted, count: questions.length }).toEqual({ accepted: ['src/a.ts#a'], count: 3 })
  })

  it('keeps what was accepted before it is quit', async () => {
    const { accepted, questions } = await ask(['accept', 'quit'])
    expect({ accepted, count: questions.length }).toEqual({ accepted: ['src/a.ts#a'], count: 2 })
  })

  it('gives nothing where it is broken off', async () => {
    expect((await ask(['accept'])).accepted).toBeUndefined()
  })

  it('asks nothing where nothing blocks', async () => {
    const idle = new OutcomeBuilder().file('src/a.ts', 'export const a = () => 1\n').function('src/a.ts#a', 'arrow', '() => 1')
      .handler('src/a.ts#a', 'GET /a', 'a').decision('src/a.ts#a', 'keep', [{ kind: 'selected', by: '--handlers' }]).build()
    expect(await ask([], idle)).toMatchObject({ accepted: [], questions: [], out: 'Nothing blocks in the selected handlers.\n' })
  })

  it('refuses a selection without a handler', async () => {
    await expect(ask([], new OutcomeBuilder().build())).rejects.toThrow('--interactive asks about handlers, and what is selected is none.')
  })
})
