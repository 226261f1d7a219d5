import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The folder that holds the project to drive. */
export const folder = process.argv[2]

/** Imports a module of the project. */
export function load(path) {
  return import(pathToFileURL(join(folder, path)).href)
}

/**
 * Sends requests such as `POST /notes {"text":"a"}` one after the other to an Express app or a request listener,
 * and prints each answer.
 */
export async function drive(app, ...requests) {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  for (const request of requests) {
    const [method, path, ...body] = request.split(' ')
    const answer = await fetch(`http://127.0.0.1:${server.address().port}${path}`, {
      method,
      ...(body.length > 0 && { body: body.join(' '), headers: { 'content-type': 'application/json' } }),
    })
    console.log(`${request} → ${answer.status} ${firstLine(await answer.text())}`)
  }
  server.close()
}

/** Sends one request fifty times at once, as for a check and an insert that have to stay one step, and prints how many got which status. */
export async function race(app, request) {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const [method, path, ...body] = request.split(' ')
  const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`http://127.0.0.1:${server.address().port}${path}`, {
    method,
    ...(body.length > 0 && { body: body.join(' '), headers: { 'content-type': 'application/json' } }),
  })))
  const statuses = answers.map(({ status }) => status)
  console.log(`50 × ${request} →`, [...new Set(statuses)].sort().map((status) => `${statuses.filter((other) => other === status).length} × ${status}`).join(', '))
  server.close()
}

// Express puts a stack trace behind an error's message; its paths and depth are none of our business.
function firstLine(text) {
  return /<pre>(.*?)(<br>|<\/pre>)/s.exec(text)?.[1] ?? text
}
