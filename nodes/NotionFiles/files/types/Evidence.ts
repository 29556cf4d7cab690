/** What the first bytes of a file prove. */
export interface Evidence {
	type: string;
	/** Whether a file that begins so can just as well be of this type, more exactly or differently named. */
	admits(type: string): boolean;
	/** Whether the bytes only name a family: of everything that is a ZIP, say. */
	isFamily: boolean;
}
