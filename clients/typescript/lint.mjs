// Lints the description of the API; every finding counts.
import { createConfig, formatProblems, getTotals, lint } from "@redocly/openapi-core";

const config = await createConfig({ extends: ["recommended"] });
const problems = await lint({ ref: "../../contracts/openapi/v1.json", config });
formatProblems(problems, { format: "stylish", totals: getTotals(problems) });
process.exitCode = problems.length === 0 ? 0 : 1;
