// `npm start`: everything in one process, over an embedded database unless DATABASE_URL names another.

import { greet } from './greeting.ts';
import { run } from './run.ts';

await run({
  serves: true,
  works: true,
  demo: true,
  onReady: (serving, settings) => console.log(greet(serving, settings)),
});
