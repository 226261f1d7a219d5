export const crash = () => { process.exit(3) }
export const fine = () => 'fine'
