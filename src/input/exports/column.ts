/** A list of numbers that grows in pieces; a piece without any but zeros takes no memory. */
export interface Column {
  readonly get: (index: number) => number;
  readonly set: (index: number, value: number) => void;
}

type Numbers = Uint8Array | Uint32Array | Float64Array;

const pieceBits = 16;
const pieceMask = (1 << pieceBits) - 1;

/** A list of whole numbers below 256. */
export const byteColumn = (): Column => createColumn((length) => new Uint8Array(length));
/** A list of whole numbers of 32 bits. */
export const wordColumn = (): Column => createColumn((length) => new Uint32Array(length));
/** A list of whole numbers of 53 bits. */
export const offsetColumn = (): Column => createColumn((length) => new Float64Array(length));

function createColumn(make: (length: number) => Numbers): Column {
  const pieces: (Numbers | undefined)[] = [];
  return {
    get: (index) => pieces[index >>> pieceBits]?.[index & pieceMask] ?? 0,
    set: (index, value) => {
      const at = index >>> pieceBits;
      if (value === 0 && pieces[at] === undefined) return;
      const piece = pieces[at] ?? make(pieceMask + 1);
      pieces[at] = piece;
      piece[index & pieceMask] = value;
    },
  };
}
