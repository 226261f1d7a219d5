/** A request listener, an Express router or application. */
export type App = (request: object, response: object, next: (error?: unknown) => void) => unknown

/** Sends a request to what a program exports, or calls a function of it, and gives what comes of it, once it is there. */
export function send(program: unknown, request: string): () => string {
  const [, name, given = ''] = /^(\w+)\((.*)\)$/.exec(request) ?? []
  if (name !== undefined) return call(program, name, JSON.parse(`[${given}]`) as unknown[])
  const { app, router } = program as { app?: App; router?: App }
  const found = router ?? app
  if (!found) throw new Error('The entry exports no router and no app')
  return ask(found, request)
}

function call(program: unknown, name: string, args: unknown[]): () => string {
  let answer = 'no answer'
  const called = (program as Record<string, (...args: unknown[]) => unknown>)[name]
  if (!called) throw new Error(`The entry exports no ${name}`)
  const outcome = new Promise((resolve) => { resolve(called(...args)) })
  outcome.then((value) => { answer = value === undefined ? 'undefined' : JSON.stringify(value) }, (error: unknown) => { answer = `throws ${error instanceof Error ? error.message : String(error)}` })
  return () => answer
}

/** Hands a request such as `POST /notes {"text":"a"}` to an app, without a socket, and gives what it is answered, once it is. */
function ask(app: App, request: string): () => string {
  const [, method = '', path = '', body] = /^(\S+) (\S+)(?: (.*))?$/.exec(request) ?? []
  let status = 200
  let answer = 'no answer'
  const finish = (text: unknown) => {
    if (answer === 'no answer') answer = `${String(status)} ${typeof text === 'string' || text === undefined ? text ?? '' : JSON.stringify(text)}`.trim()
  }
  const response = {
    locals: {},
    headersSent: false,
    on: () => response,
    setHeader: () => response,
    set: () => response,
    get: () => undefined,
    cookie: () => response,
    type: () => response,
    status: (code: number) => { status = code; return response },
    json: finish,
    send: finish,
    end: finish,
  }
  const next = (error?: unknown) => {
    status = error === undefined ? 404 : 500
    finish(error instanceof Error ? error.message : '')
  }
  const url = new URL(path, 'http://localhost')
  const query = Object.fromEntries(url.searchParams)
  const parsed: unknown = body === undefined ? {} : JSON.parse(body)
  app({ method, url: path, originalUrl: path, headers: {}, query, body: parsed, get: () => undefined }, response, next)
  return () => answer
}
