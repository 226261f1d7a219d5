module.exports = (id) => `user ${id}`
