// What other slices and the app may call of accounts and permissions.
export { type AccountToCreate, createAccounts } from './actions.ts'
export { type Auth, openAuth } from './auth.ts'
export { measures } from './measures.ts'
export { type Permission, WHO_MAY } from './permissions.ts'
export { mayAct, permit } from './permit.ts'
export { anonymous, loadIdentified, openSessions, type Sessions, systemActor } from './sessions.ts'
export { accountNames, holdersOf } from './store.ts'
