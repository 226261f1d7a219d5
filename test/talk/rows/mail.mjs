export const mail = {
  sent: [],
  async send(to) {
    if (process.env.FAILS === 'mail') throw new Error('no mail')
    this.sent.push(to)
  },
}
