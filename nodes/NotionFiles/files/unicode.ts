const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * Unicode's composed form (NFC), in linear time: ICU sorts a run of combining marks in quadratic
 * time, so a hostile megabyte of them would block the process for minutes. No script stacks more than
 * 30 (UAX #15, Stream-Safe Text Format); the rest of a longer run is dropped.
 */
export function composed(text: string): string {
	// Composing can split one mark into two, hence the second pass.
	return text.replace(TOO_MANY_MARKS, '$1').normalize('NFC').replace(TOO_MANY_MARKS, '$1');
}

/** Lower case, composed; ς becomes σ, as only the following letter decides between them. */
export function lowerCase(text: string): string {
	return composed(composed(text).toLowerCase()).replaceAll('ς', 'σ');
}
