/** The tests say that nothing is to be written; its message tells why, with their output. */
export class TestError extends Error {
  override name = 'TestError'
}
