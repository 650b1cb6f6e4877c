/**
 * The file of rows that could not be written: the headings and cells of the source, so that it can
 * be mended in a spreadsheet and brought in again with the same mapping.
 */

/** A cell that a spreadsheet would take for a formula is written as text; phones and numbers stay. */
const guarded = (cell: string): string => (/^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && !/^[+-][\d\s().,-]*$/.test(cell)) ? `'${cell}` : cell)
const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rows as a text that spreadsheets open by a double click. */
export const table = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(';')).join('\r\n')}\r\n`
