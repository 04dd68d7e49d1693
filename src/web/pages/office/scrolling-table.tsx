import type { ReactNode } from 'react';
import './office.css';

export interface Column<Row> {
  readonly name: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, codes and times on one line. */
  readonly kind?: 'end' | 'fixed';
}

interface ScrollingTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A plain table; on a narrow screen it scrolls by itself, by the keyboard too. */
export function ScrollingTable<Row>({ label, columns, rows, keyOf }: ScrollingTableProps<Row>): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable.
    <section className="office-scroll" tabIndex={0} aria-label={label}>
      <table className="office-table">
        <thead>
          <tr>
            {columns.map(({ name, kind }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
              <th key={index} scope="col" className={kind}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ cell, kind }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
                <td key={index} className={kind === 'end' ? 'end number' : kind}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
