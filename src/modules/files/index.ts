// What other slices and the app may call of files.
export { acceptedType, filesKept } from './actions.ts'
export { fileNameOf, MAX_FILE_BYTES } from './rules/content.ts'
