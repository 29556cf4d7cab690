import {
	NodeHelpers,
	Workflow,
	type IAuthenticateGeneric,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeParameters,
	type INodeTypes,
	type IWorkflowDataProxyAdditionalKeys,
} from 'n8n-workflow';

/**
 * Credentials as n8n's server keeps them and hands them out; what they look like and how they
 * authenticate is up to the class.
 * @param stored what the user entered, and what OAuth returned; changed in place if n8n stores new
 * tokens
 */
export function credentialsHelper(
	type: ICredentialType,
	stored: ICredentialDataDecryptedObject,
): unknown {
	const storeTokens = async (
		_credential: unknown,
		_type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> => {
		if (oauthTokenData !== undefined) stored.oauthTokenData = oauthTokenData;
	};
	return {
		getParentTypes: () => type.extends ?? [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => type.properties,
		getDecrypted: async (...[, , , , , raw]: unknown[]) =>
			raw === true ? { ...stored } : withDefaults(type, stored),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentialsOauthTokenData: storeTokens,
		// What n8n 1.x calls instead, with all that the credential holds.
		updateCredentials: storeTokens,
		authenticate: async (_data: unknown, _type: string, options: IHttpRequestOptions) => ({
			...options,
			headers: { ...options.headers, ...headersOf(type, stored) },
		}),
	};
}

/** As n8n's CredentialsHelper does it: hidden fields are the class's, and expressions see the others. */
function withDefaults(
	type: ICredentialType,
	stored: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const declared = NodeHelpers.getNodeParameters(
		type.properties,
		stored as Parameters<typeof NodeHelpers.getNodeParameters>[1],
		true,
		false,
		null,
		null,
	);
	const data = { ...stored, ...declared };
	return expressions().getComplexParameterValue(
		NOWHERE,
		data as INodeParameters,
		'internal',
		{},
		undefined,
		undefined,
		data,
	) as unknown as ICredentialDataDecryptedObject;
}

const NOWHERE: INode = {
	id: 'mock',
	name: '',
	type: 'mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

// Every request asks for its credential, so n8n's workflow for the expressions in it is made once.
let nowhere: Workflow | undefined;

function expressions(): Workflow['expression'] {
	nowhere ??= new Workflow({
		nodes: [NOWHERE],
		connections: {},
		active: false,
		nodeTypes: NO_TYPES,
	});
	return nowhere.expression;
}

const NO_TYPES = {
	getByName: () => undefined,
	getByNameAndVersion: () => undefined,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

function headersOf(
	{ authenticate }: ICredentialType,
	stored: ICredentialDataDecryptedObject,
): Record<string, string> {
	const { headers = {} } = (authenticate as IAuthenticateGeneric).properties;
	return Object.fromEntries(
		Object.entries(headers).map(([name, template]) => [name, resolve(template, stored)]),
	);
}

/** As n8n's credentials helper does. */
function resolve(template: unknown, stored: ICredentialDataDecryptedObject): string {
	const keys = { $credentials: stored } as IWorkflowDataProxyAdditionalKeys;
	return String(
		expressions().getSimpleParameterValue(
			NOWHERE,
			template as string,
			'internal',
			keys,
			undefined,
			'',
		),
	);
}
