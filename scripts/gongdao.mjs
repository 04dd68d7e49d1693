#!/usr/bin/env node
// The `gongdao` command: the CLI under a Node that is new enough. It installs nothing and stays in the caller's folder.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
launch(root, [join(root, 'src', 'main', 'cli.ts'), ...process.argv.slice(2)]);
