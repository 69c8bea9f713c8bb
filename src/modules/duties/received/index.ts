// What the rest of `duties` and the app may call of received documents.
export { tellOverdueDocuments } from './actions/register.ts'
