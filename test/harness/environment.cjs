// n8n-core reads its settings when it is first imported, so they are set before any test file loads:
// a fresh user folder for every test file, binary data on the file system as in n8n's default.
const { mkdtempSync } = require('node:fs');
const { join } = require('node:path');

const userFolder = mkdtempSync(join(process.env.TEST_FOLDER, 'user-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY ??= 'test';
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_DEFAULT_BINARY_DATA_MODE ??= 'filesystem';
// n8n's own place for it since 2.0.
process.env.N8N_BINARY_DATA_STORAGE_PATH ??= join(userFolder, '.n8n', 'storage');
