// Types, lint and format, without the tests: `npm run check`.

import { checkStyle, checkTypes } from './run-tool.ts';

const types = await checkTypes();
const style = await checkStyle();
process.exitCode = types || style;
