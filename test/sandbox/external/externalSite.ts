import { type Content, type ContentLike, toContent } from '../content/content';
import { mediaTypeOf } from '../content/mediaTypes';
import { answerEntity, type Entity, etagOf } from '../http/entity';
import { decodeLoosely, type Exchange, type Reply, type Site, textReply } from '../http/exchange';

export interface ExternalResource {
	content: ContentLike;
	/** Default by the path's extension; null for none. */
	contentType?: string | null;
	headers?: Record<string, string>;
	/** Default 200. Ranges are only answered under 200. */
	status?: number;
	/** Default true. */
	acceptRanges?: boolean;
	/** Default true. */
	etag?: boolean;
}

type Resource =
	| ({ type: 'content' } & Required<ExternalResource> & { content: Content })
	| { type: 'redirect'; to: string; status: number };

/** Any web site: what is linked from Notion, but not kept by it. */
export class ExternalSite implements Site {
	/** Where the server listens; known once it does. */
	origin = '';

	private readonly resources = new Map<string, Resource>();

	/** Puts something under a path and returns its URL. */
	serve(path: string, resource: ExternalResource): string {
		const { content, contentType = mediaTypeOf(path), headers = {}, status = 200 } = resource;
		const { acceptRanges = true, etag = true } = resource;
		this.resources.set(path, {
			type: 'content',
			contentType,
			headers,
			status,
			acceptRanges,
			etag,
			content: toContent(content),
		});
		return this.url(path);
	}

	/** A small web page, as behind a login or in the place of a file. */
	serveHtml(path: string, title: string, status = 200): string {
		const content = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
		return this.serve(path, { content, contentType: 'text/html; charset=utf-8', status });
	}

	/** Sends from one path to another path or any URL. */
	redirect(path: string, to: string, status = 302): string {
		this.resources.set(path, { type: 'redirect', to, status });
		return this.url(path);
	}

	remove(path: string): void {
		this.resources.delete(path);
	}

	url(path: string): string {
		return `${this.origin}${path}`;
	}

	answer(exchange: Exchange): Reply {
		const resource = this.find(exchange.path);
		if (!resource) return textReply(404, 'text/html; charset=utf-8', '<h1>404 Not Found</h1>\n');
		if (resource.type === 'redirect') {
			return textReply(resource.status, 'text/plain', '', { location: resource.to });
		}
		const entity = entityOf(resource);
		const conditions = resource.status === 200 ? exchange.headers : {};
		const answer = answerEntity(entity, conditions);
		switch (answer.type) {
			case 'reply':
				return resource.status === 200
					? answer.reply
					: { ...answer.reply, status: resource.status };
			case 'preconditionFailed':
				return textReply(412, 'text/plain', 'Precondition Failed\n');
			case 'unsatisfiableRange':
				return textReply(416, 'text/plain', '', { 'content-range': `bytes */${answer.size}` });
		}
	}

	replace(path: string, content: Content): void {
		const resource = this.find(path);
		if (resource?.type === 'content') resource.content = content;
	}

	private find(path: string): Resource | undefined {
		return this.resources.get(path) ?? this.resources.get(decodeLoosely(path));
	}
}

function entityOf(resource: Extract<Resource, { type: 'content' }>): Entity {
	const { content, contentType, headers, acceptRanges, etag } = resource;
	return {
		content,
		etag: etag ? etagOf(content) : undefined,
		lastModified: 'Sun, 01 Nov 2026 12:00:00 GMT',
		acceptRanges,
		headers: { ...(contentType === null ? {} : { 'content-type': contentType }), ...headers },
	};
}
