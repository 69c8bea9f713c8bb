// What a saved view never keeps.

/** The query parameter of search text: mostly somebody's name, so it stays out of what is saved and shared. */
export const NEVER_SAVED = 'q'
