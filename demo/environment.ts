/**
 * Imported first: n8n-core reads its settings when it is imported. The demo gets a user folder of its
 * own, which goes with it, and n8n's default binary store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const userFolder = mkdtempSync(join(tmpdir(), 'notion-files-demo-'));
process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'demo';
process.env.N8N_LOG_LEVEL = 'error';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
