/** Compares the registries with the contracts: npm run coverage:api. */
import { apiCoverage, COVERAGES, JAMA, JIRA, unknownToAll } from './apiCoverage';

for (const coverage of COVERAGES) {
	const { rows, certain, certainRows, reasons, missing } = apiCoverage(coverage.registry, coverage);
	console.log(`▸ ${coverage.title}: operations of the contract and rows of the registry …`);
	for (const [endpoint, reason] of reasons) console.log(`  no row: ${endpoint} (${reason})`);
	for (const endpoint of missing) console.log(`  MISSING: ${endpoint}`);
	const total = rows.length + reasons.length + missing.length;
	if (certain > 0) {
		console.log(`  ${certainRows} of the ${certain} that the specification certifies are rows`);
	}
	console.log(
		`✔ covered ${rows.length + reasons.length} of ${total} (${rows.length} rows, ${reasons.length} with a reason)`,
	);
	if (missing.length > 0) process.exitCode = 1;
}

// A row may be of one deployment only: what none of a system's contracts has is a mistake.
for (const coverages of [[JAMA], JIRA]) {
	const [first] = coverages;
	if (!first) continue;
	for (const endpoint of unknownToAll(first.registry, coverages)) {
		console.log(`  in no contract: ${endpoint}`);
		process.exitCode = 1;
	}
}
