/** A request listener, an Express router or application. */
export type App = (request: object, response: object, next: (error?: unknown) => void) => unknown

/** Hands a request such as `POST /notes {"text":"a"}` to an app, without a socket, and gives what it is answered, once it is. */
export function ask(app: App, request: string): () => string {
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
  app({ method, url: path, originalUrl: path, headers: {}, query, body: parsed }, response, next)
  return () => answer
}
