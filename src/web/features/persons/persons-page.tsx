export const PersonsPage = () => null
