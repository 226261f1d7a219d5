import { once } from 'node:events'
import { createServer } from 'node:http'

/** Sends requests to a handler, all at once, and prints what is answered; what the handler throws is a 500. */
export async function serve(handler, paths = ['/']) {
  const server = createServer((req, res) => {
    Promise.resolve(handler(req, res)).catch((error) => {
      res.statusCode = 500
      res.end(error.code ?? error.message)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  const answers = await Promise.all(paths.map((path) => fetch(`http://127.0.0.1:${port}${path}`)))
  for (const answer of answers) console.log(answer.status, await answer.text())
  server.close()
}
