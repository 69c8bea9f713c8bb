// What other slices and the app may call of directives: issuing in the caller's transaction, what was issued from a source, the
// job of the clocks, the end with the response, and what goes with a post.
export { closeWithResponse, tellFallen } from './actions/fall-due.ts'
export { issueDirective } from './actions/issue.ts'
export { openWork } from './actions/open-work.ts'
export { type Issued, issuedFrom, overdueNow, whoMayBeAddressed } from './actions/read.ts'
export { measures } from './measures.ts'
export { isOpenOrWaiting as isOpenAssignment } from './rules/kinds.ts'
export { postsAnswering } from './store/directives.ts'
export { countOverdueDirectives } from './store/lists.ts'
