class Users {
  #made = []
  add(name) { return this.#made.push(name) }
}
module.exports = new Users()
