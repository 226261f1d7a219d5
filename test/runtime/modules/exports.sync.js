// What a module may export, apart from functions.
class UserDb {
  #names = ['ann', 'bob']
  find(id) { return this.#names[id] }
  length() { return this.#names.length }
  failed() { throw new RangeError('failed in userDb') }
  rows() { return this.#names.values() }
  async later() { return 1 }
}

export const userDb = new UserDb()
export const queries = { table: 'users', all() { return `SELECT * FROM ${this.table}` }, deeper: { one: () => 1 } }
export class Counter {
  static count = 0
  static next() { return ++this.count }
}
export const findUser = (id) => userDb.find(id)
export function owner() { return this === undefined }
export const version = 3
export default { answer: () => 42, ownName() { return this.answer() } }
