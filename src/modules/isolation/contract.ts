// Wire shapes of isolation (M07, M21, M52), shared with the web: commands, views, queues and the board.
export * from './contract/assignments.ts'
export * from './contract/commands.ts'
export * from './contract/queues.ts'
export * from './contract/views.ts'
