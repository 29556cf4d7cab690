/**
 * Text for a place that n8n renders as HTML (hints, the description of an error): names of pages and
 * files come from whoever may edit a page, and are not to become links and pictures in the editor.
 */
export function asPlainText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
