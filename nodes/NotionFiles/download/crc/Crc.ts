/** A CRC, computed as the bytes pass. */
export interface Crc {
	/** The bytes are copied before it returns: their memory may be reused right after. */
	update(chunk: Uint8Array): void;
	/** Big-endian, as S3 encodes it; call it once, at the end. */
	digest(): Uint8Array;
}
