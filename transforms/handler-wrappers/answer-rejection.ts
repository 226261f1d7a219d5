import type { HandlerWrapperText } from './handler-wrapper.js'

// The socket is that of HTTP/2 as well, whose response cannot be destroyed itself.

/** Makes a server of Node's own answer the rejection of an async listener. */
export const answerRejection: HandlerWrapperText = {
  javascript: `/** Answers with status 500 when an async request listener rejects, as Node drops its promise and would end on the rejection. */
function answerRejection(listener) {
  return function answer(request, response) {
    Promise.resolve(listener.call(this, request, response)).catch((error) => {
      console.error(error);
      if (response.headersSent) response.socket?.destroy();
      else response.writeHead(500).end();
    });
  };
}`,
  typescript: `/** Answers with status 500 when an async request listener rejects, as Node drops its promise and would end on the rejection. */
function answerRejection<Request = IncomingMessage, Response extends Answer = ServerResponse>(
  listener: (request: Request, response: Response) => unknown,
): (request: Request, response: Response) => void {
  return function answer(this: unknown, request, response) {
    Promise.resolve(listener.call(this, request, response)).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.socket?.destroy();
      else response.writeHead(500).end();
    });
  };
}

/** What responses of all versions of HTTP have. */
interface Answer {
  headersSent: boolean;
  socket: { destroy(): unknown } | null;
  writeHead(status: number): { end(): unknown };
}`,
  types: { module: 'http', names: ['IncomingMessage', 'ServerResponse'] },
}
