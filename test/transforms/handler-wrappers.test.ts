import * as fs from 'node:fs'
import { createServer, get, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it, test, vi } from 'vitest'
import type { HandlerWrapper } from '../../src/model/facts.js'
import { handlerWrappers } from '../../transforms/handler-wrappers/index.js'
import { detectStyle } from '../../transforms/style.js'
import { SyntaxTree } from '../../transforms/syntax-tree.js'
import { hasWrapper, wrapperModuleText } from '../../transforms/wrapper-module.js'
import { typeErrors, withoutTypes } from '../rules/spell.js'
import { expectRewrite } from './marked.js'

type Callback = (this: unknown, ...args: unknown[]) => unknown
type Wrappers = Record<HandlerWrapper, (handler: Callback) => Callback>

const names: HandlerWrapper[] = ['forwardRejection', 'answerRejection']
let loaded: Partial<Wrappers> = {}

beforeAll(async () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'unblock-wrappers-'))
  const file = join(folder, 'wrappers.mjs')
  fs.writeFileSync(file, names.map((name) => moduleOf(name, 'wrappers.mjs', '')).join('\n'))
  loaded = (await import(pathToFileURL(file).href)) as Wrappers
  return () => { fs.rmSync(folder, { recursive: true }) }
})

function moduleOf(wrapper: HandlerWrapper, file: string, like: string, moduleKind: 'esm' | 'commonjs' = 'esm'): string {
  return wrapperModuleText({ file, wrapper, moduleKind, isStrict: like.startsWith('\'use strict\''), style: detectStyle(new SyntaxTree(like, file)) })
}

describe.each(names)('the module of %s', (wrapper) => {
  it('is the same in TypeScript and JavaScript', () => {
    const { javascript, typescript } = handlerWrappers[wrapper]
    expect(withoutTypes(typescript)).toBe(withoutTypes(javascript))
  })

  it('exports it as its surroundings do, and is known again', () => {
    const modules = {
      esm: moduleOf(wrapper, 'a.mjs', 'f()\n'),
      commonjs: moduleOf(wrapper, 'a.js', '\'use strict\'\nconst a = require("a")\nf()\n', 'commonjs'),
      typescript: moduleOf(wrapper, 'a.ts', 'f();\n', 'commonjs'),
    }
    expect(modules.esm).toMatch(new RegExp(`^/\\*\\*.*\n(export )function ${wrapper}\\(`))
    expect(modules.esm).not.toMatch(/;$/m)
    expect(modules.commonjs).toMatch(new RegExp(`^"use strict"\n\n/\\*\\*.*\nfunction ${wrapper}\\([^]*\n\nmodule\\.exports = \\{ ${wrapper} \\}\n$`))
    expect(modules.typescript).toMatch(new RegExp(`^export function ${wrapper}<`, 'm'))
    for (const text of Object.values(modules)) expect(hasWrapper(text, wrapper)).toBe(true)
    expect(hasWrapper(`function ${wrapper}() {}`, wrapper)).toBe(false)
  })
})

test('a handler is wrapped by what its file imports', () => {
  expectRewrite('a.mjs', 'import x from "x"\napp.get(\'/\', «forward:«async:(req, res) => «await:f(res)»»»)\n',
    'import x from "x"\nimport { forwardRejection } from "./forward-rejection.js"\napp.get(\'/\', forwardRejection(async (req, res) => await f(res)))\n')
})

test('the wrappers have the types of handlers', () => {
  expect(typeErrors(`import express, { type NextFunction, type Request, type Response } from 'express'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import http2 from 'node:http2'
${handlerWrappers.forwardRejection.typescript}
${handlerWrappers.answerRejection.typescript}
const app = express()
app.get('/users/:id', forwardRejection(async (req, res) => { const id: string = req.params.id; res.json(id) }))
app.get('/users/:id', forwardRejection(async (req: Request, res: Response) => { res.json(req.params.id) }))
app.use(forwardRejection(async (error: Error, req: Request, res: Response, next: NextFunction) => { next(error) }))
createServer(answerRejection(async (req, res) => { const url: string | undefined = req.url; res.end(url) }))
createServer().on('request', answerRejection(async (req, res) => { res.end(req.url) }))
https.createServer({}, answerRejection(async (req, res) => { res.end(req.url) }))
http2.createServer(answerRejection(async (req, res) => { res.end(req.url) }))
`)).toEqual([])
})

describe('forwardRejection', () => {
  const forward = (handler: Callback): Callback => loaded.forwardRejection?.(handler) ?? handler
  const failure = new Error('failed')

  test('hands the rejection of a handler to next', async () => {
    const next = vi.fn()
    forward(() => Promise.reject(failure))('req', 'res', next)
    await vi.waitFor(() => { expect(next.mock.calls).toEqual([[failure]]) })
  })

  test('hands the rejection of an error handler, which has four parameters, to its next', async () => {
    const next = vi.fn()
    const handler = forward((error, req, res, own) => Promise.reject(new Error([error, req, res, own === next].join())))
    expect(handler.length).toBe(4)
    handler('error', 'req', 'res', next)
    await vi.waitFor(() => { expect(next.mock.calls).toEqual([[new Error('error,req,res,true')]]) })
  })

  test('passes on `this`, the arguments and what is thrown at once, and calls next for nothing else', async () => {
    const next = vi.fn()
    const seen: unknown[] = []
    const handler = forward(function (...args) {
      seen.push(this, ...args)
      return Promise.resolve('ignored')
    })
    expect(handler.call('this', 'req', 'res', next)).toBeUndefined()
    expect(seen).toEqual(['this', 'req', 'res', next])
    expect(() => forward(() => { throw failure })('req', 'res', next)).toThrow(failure)
    await new Promise(setImmediate)
    expect(next).not.toHaveBeenCalled()
  })
})

describe('answerRejection', () => {
  /** The status that a client sees, or that it was cut off. */
  async function answered(listener: (...args: Parameters<RequestListener>) => Promise<void>): Promise<string> {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const server = createServer(loaded.answerRejection?.(listener as Callback) as RequestListener).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    try {
      const status = await new Promise<string>((resolve) => {
        get({ port, agent: false }, (response) => {
          response.on('error', () => { resolve('cut off') })
          response.on('end', () => { resolve(String(response.statusCode)) })
          response.resume()
        })
      })
      return `${status}, ${String(reported.mock.calls.length)} reported`
    } finally {
      server.close()
      reported.mockRestore()
    }
  }

  test('answers with 500, ends an answer that has begun, and leaves others alone', async () => {
    const failure = new Error('failed')
    expect(await answered(async () => Promise.reject(failure))).toBe('500, 1 reported')
    expect(await answered(async (_, response) => {
      response.write('half')
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw failure
    })).toBe('cut off, 1 reported')
    expect(await answered(async (_, response) => { response.end(await Promise.resolve('all')) })).toBe('200, 0 reported')
  })
})
