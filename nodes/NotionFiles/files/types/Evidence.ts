/** What the first bytes of a file prove. */
export interface Evidence {
	type: string;
	/** Whether a file with this beginning can also be of that type, a more exact or a different name for it. */
	admits(type: string): boolean;
	/** Whether the bytes only identify a family: everything that is a ZIP, for example. */
	isFamily: boolean;
}
