// Every account of a benchmark's server has this password.
export const PASSWORD = 'bench-password'
