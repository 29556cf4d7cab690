/** Why others take less than our node. Whoever adds one says what the others leave out, or do earlier. */
export const NATIVE =
	'Native code, and it has the links: it asks Notion for nothing, verifies no checksum, and n8n does not store its files.';

export const NATIVE_AND_UNVERIFIED =
	'Native code. Server, TLS and writing share two processors here, so each byte’s CPU shows in the time; a part of the difference is the checksum (case crc), which it does not verify.';

export const AT_ONCE =
	'It opens eight connections before it knows whether they help. Our node adds connections once a host has kept it waiting for a quarter of a second, so others are not asked for more than one.';

export const PART = 'A part of our work, measured alone.';

export const CLIENT_ALONE =
	'It has connections of its own that stay open, where each of our requests goes through n8n, for its credentials, proxy and redaction, on a connection of its own.';
