import { normalizeId } from '../../ids';
import { type AnswerContext } from './answerContext';

/** An object as versions from 2026-03-11 on answer it: `in_trash` has taken the place of `archived`. */
export type OfNewestVersion<Answer> = Omit<Answer, 'archived'>;

export function userReference({ workspace }: AnswerContext): { object: 'user'; id: string } {
	return { object: 'user', id: workspace.personId };
}

/** An object's `url` in the form of June 2026: readable, and no identifier. */
export function titleUrl(title: string, id: string): string {
	const slug = title.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
	return `https://app.notion.com/p/${slug ? `${slug}-` : ''}${normalizeId(id)}`;
}
