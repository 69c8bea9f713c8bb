// What other slices and the app may call of accounts and permissions.
export { type AccountToCreate, createAccounts } from './actions.ts'
export { type Auth, openAuth } from './auth.ts'
export { settleAccounts, settleAccountsIn } from './end-of-post.ts'
export { measures } from './measures.ts'
export { type Permission, postsThatAllow, WHO_MAY } from './permissions.ts'
export { mayAct, permit } from './permit.ts'
export { clearSecondFactors } from './security/second-factor.ts'
export { anonymous, openSessions, type SecondFactorRules, type Sessions, systemActor } from './sessions.ts'
export {
  accountNames,
  findAccountByName,
  gives,
  holdersOf,
  inForce,
  insertHolders as holdPosts,
  postKindsByUnit,
  postsOf,
} from './store.ts'
