/**
 * The statements of a migration, parted by lines of four dashes: the Data API takes one at a time, and PostgreSQL reads
 * the line as a comment.
 */
export const statementsOf = (sql: string): string[] =>
  sql
    .split(/^----$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
