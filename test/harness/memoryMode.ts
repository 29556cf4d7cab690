/** Imported first: n8n's binary store in memory, which buffers whole files and puts them into items. */
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'default';
