// The usual form of CommonJS: methods that call each other through `this`.
module.exports = { double: (n) => n * 2, fourfold(n) { return this.double(this.double(n)) }, users: { find: (id) => `user ${id}` } }
