/** Compares the registry with the contract: npm run coverage:api. */
import { registry } from '../nodes/Jama/operations';
import { apiCoverage } from './apiCoverage';

const { rows, certain, certainRows, reasons, missing, unknown } = apiCoverage(registry);
console.log('▸ operations of the contract and rows of the registry …');
for (const [endpoint, reason] of reasons) console.log(`  no row: ${endpoint} (${reason})`);
for (const endpoint of missing) console.log(`  MISSING: ${endpoint}`);
for (const endpoint of unknown) console.log(`  not in the contract: ${endpoint}`);
const total = rows.length + reasons.length + missing.length;
console.log(`  ${certainRows} of the ${certain} that the specification certifies are rows`);
console.log(`✔ covered ${rows.length + reasons.length} of ${total} (${rows.length} rows, ${reasons.length} with a reason)`);
if (missing.length > 0 || unknown.length > 0) process.exitCode = 1;
