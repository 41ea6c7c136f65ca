/** Stands in the signature of every token that tests make: no output of permlint or of the tests may hold it. */
export const signatureMark = 'c2lnbmF0dXJlLW9mLWEtdGVzdC10b2tlbg';
