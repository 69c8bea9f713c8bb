// Wire shapes of the audit and the words of its actions.
export * from './contract/actions.ts'
export * from './contract/details.ts'
export * from './contract/log.ts'
