// A CommonJS module that exports an object.
const { assertSyncThread, callContext } = require('unblock-runtime')
assertSyncThread(__filename)
module.exports = { double: (n) => n * 2, context: () => callContext() }
