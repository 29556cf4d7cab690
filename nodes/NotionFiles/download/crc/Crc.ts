/** A CRC, computed along. */
export interface Crc {
	/** The bytes are copied before it returns: their memory may be filled anew right after. */
	update(chunk: Uint8Array): void;
	/** Big-endian, as S3 encodes it; to be asked once, at the end. */
	digest(): Uint8Array;
}
